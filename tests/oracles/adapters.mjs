// The SDKs of npm: how each verifies a request, and how it signs, if it does.
//
// A function of `verify` loads the SDK and returns a function that returns false, or throws, for what the SDK rejects.
// One of `sign` returns the headers of a request. The names are those of `sdks.tsv`.
export const verify = {};
export const sign = {};

verify["stripe"] = ({ require }) => {
  const { webhooks } = new (require("stripe"))("sk_test_x");
  return (r) => webhooks.signature.verifyHeader(r.body, r.headers["stripe-signature"], r.secret, 300);
};
sign["stripe"] = ({ require }) => {
  const { webhooks } = new (require("stripe"))("sk_test_x");
  return (r) => [
    ["Stripe-Signature", webhooks.generateTestHeaderString({ payload: r.text, secret: r.secret, timestamp: Number(r.time) })],
  ];
};

verify["@slack/bolt"] = ({ file }) => {
  const { verifySlackRequest } = file("@slack/bolt/dist/receivers/verify-request.js");
  return (r) =>
    verifySlackRequest({
      signingSecret: r.secret,
      body: r.text,
      // As its HTTP receiver reads the time.
      headers: {
        "x-slack-signature": r.headers["x-slack-signature"],
        "x-slack-request-timestamp": Number(r.headers["x-slack-request-timestamp"]),
      },
    });
};

verify["svix"] = ({ require }) => {
  const { Webhook } = require("svix");
  return (r) => void new Webhook(r.secret).verify(r.text, r.headers);
};
sign["svix"] = ({ require }) => {
  const { Webhook } = require("svix");
  return (r) => [
    ["svix-id", r.id],
    ["svix-timestamp", r.time],
    ["svix-signature", new Webhook(r.secret).sign(r.id, new Date(r.time * 1000), r.text)],
  ];
};

verify["standardwebhooks"] = ({ require }) => {
  const { Webhook } = require("standardwebhooks");
  return (r) => void new Webhook(r.secret).verify(r.body, r.headers, { jsonParse: false });
};
sign["standardwebhooks"] = ({ require }) => {
  const { Webhook } = require("standardwebhooks");
  return (r) => [
    ["webhook-id", r.id],
    ["webhook-timestamp", r.time],
    ["webhook-signature", new Webhook(r.secret).sign(r.id, new Date(r.time * 1000), r.text)],
  ];
};

verify["@octokit/webhooks-methods"] = async (load) => {
  const { verify } = await load.import("@octokit/webhooks-methods");
  return (r) => verify(r.secret, r.text, r.headers["x-hub-signature-256"]);
};
sign["@octokit/webhooks-methods"] = async (load) => {
  const { sign } = await load.import("@octokit/webhooks-methods");
  return async (r) => [["X-Hub-Signature-256", await sign(r.secret, r.text)]];
};

verify["@octokit/webhooks"] = async (load) => {
  const { Webhooks } = await load.import("@octokit/webhooks");
  return (r) => new Webhooks({ secret: r.secret }).verify(r.text, r.headers["x-hub-signature-256"]);
};
sign["@octokit/webhooks"] = async (load) => {
  const { Webhooks } = await load.import("@octokit/webhooks");
  return async (r) => [["X-Hub-Signature-256", await new Webhooks({ secret: r.secret }).sign(r.text)]];
};

verify["square"] = ({ require }) => {
  const { WebhooksHelper } = require("square");
  return (r) =>
    WebhooksHelper.verifySignature({
      requestBody: r.text,
      signatureHeader: r.headers["x-square-hmacsha256-signature"],
      signatureKey: r.secret,
      notificationUrl: r.url,
    });
};

verify["@paddle/paddle-node-sdk"] = ({ require, file }) => {
  const { Paddle } = require("@paddle/paddle-node-sdk");
  const { WebhooksValidator } = file("@paddle/paddle-node-sdk/dist/cjs/notifications/helpers/webhooks-validator.js");
  new Paddle("key");
  const validator = new WebhooksValidator();
  // Its default of 5 s is less than the age of some of the genuine requests.
  WebhooksValidator.MAX_VALID_TIME_DIFFERENCE = 60;
  return (r) => validator.isValidSignature(r.text, r.secret, r.headers["paddle-signature"] ?? "");
};

verify["@adyen/api-library"] = ({ require }) => {
  const validator = new (require("@adyen/api-library").hmacValidator)();
  return (r) =>
    JSON.parse(r.text).notificationItems.every((item) => validator.validateHMAC(item.NotificationRequestItem, r.secret));
};

verify["gocardless-nodejs"] = ({ require }) => {
  const webhooks = require("gocardless-nodejs/webhooks");
  return (r) => void webhooks.verifySignature(r.body, r.secret, r.headers["webhook-signature"]);
};

verify["razorpay"] = ({ require }) => {
  const { validateWebhookSignature } = require("razorpay");
  return (r) => validateWebhookSignature(r.text, r.headers["x-razorpay-signature"], r.secret);
};

verify["coinbase-commerce-node"] = ({ require }) => {
  const { Webhook } = require("coinbase-commerce-node");
  return (r) => Webhook.verifySigHeader(r.text, r.headers["x-cc-webhook-signature"], r.secret);
};

verify["twilio"] = ({ require }) => {
  const { validateRequest, validateRequestWithBody } = require("twilio");
  return (r) => {
    const signature = r.headers["x-twilio-signature"];
    if (r.headers["content-type"] !== "application/x-www-form-urlencoded")
      return validateRequestWithBody(r.secret, signature, r.url, r.text);
    return validateRequest(r.secret, signature, r.url, form(r.text));
  };
};

// A form as Express parses it.
function form(text) {
  const fields = {};
  for (const [name, value] of new URLSearchParams(text))
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  return fields;
}

// Accepts what an SDK fails to parse once its signature was verified.
const orNotJson = (call) => async (r) => {
  try {
    return (await call(r)) !== false;
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
};

verify["@shopify/shopify-api"] = async ({ require, file }) => {
  require("@shopify/shopify-api/adapters/node");
  const { shopifyApi, ApiVersion } = require("@shopify/shopify-api");
  const api = (secret) =>
    shopifyApi({ apiKey: "key", apiSecretKey: secret, hostName: "app.example", apiVersion: Object.values(ApiVersion).at(-1), isEmbeddedApp: false });
  return async (r) => {
    // It demands the other headers of a webhook, too.
    const others = { "x-shopify-topic": "orders/create", "x-shopify-shop-domain": "a.myshopify.com", "x-shopify-api-version": "2026-10", "x-shopify-webhook-id": "1" };
    const result = await api(r.secret).webhooks.validate({ rawBody: r.text, rawRequest: { method: "POST", url: "/hooks", headers: { ...others, ...r.headers } }, rawResponse: {} });
    return result.valid;
  };
};

verify["@sendgrid/eventwebhook"] = ({ require }) => {
  const { EventWebhook } = require("@sendgrid/eventwebhook");
  const webhook = new EventWebhook();
  const prefix = "x-twilio-email-event-webhook-";
  return (r) =>
    webhook.verifySignature(webhook.convertPublicKeyToECDSA(r.secret), r.text, r.headers[prefix + "signature"], r.headers[prefix + "timestamp"]);
};

verify["braintree"] = ({ require }) => {
  const braintree = require("braintree");
  return async (r) => {
    const gateway = new braintree.BraintreeGateway({
      environment: braintree.Environment.Sandbox, merchantId: "merchant", publicKey: r.options.public_key, privateKey: r.secret,
    });
    const { bt_signature, bt_payload } = form(r.text);
    await gateway.webhookNotification.parse(bt_signature, bt_payload);
  };
};

verify["@line/bot-sdk"] = ({ require }) => {
  const { validateSignature } = require("@line/bot-sdk");
  return (r) => validateSignature(r.body, r.secret, r.headers["x-line-signature"]);
};

verify["discord-interactions"] = ({ require }) => {
  const { verifyKey } = require("discord-interactions");
  return (r) => verifyKey(r.body, r.headers["x-signature-ed25519"], r.headers["x-signature-timestamp"], r.secret);
};

verify["telnyx"] = ({ require }) => {
  const Telnyx = require("telnyx").default;
  const client = new Telnyx({ apiKey: "key" });
  return orNotJson(async (r) => void (await client.webhooks.unwrap(r.text, { headers: r.headers, key: r.secret })));
};

verify["@vonage/jwt"] = ({ require }) => {
  const { verifySignature } = require("@vonage/jwt");
  return (r) => verifySignature(r.headers["authorization"].split("Bearer ")[1], r.secret);
};

verify["messagebird"] = ({ file }) => {
  const { verify, VerifyOptions } = file("messagebird/lib/webhook-signature-jwt.js");
  const { createSecretKey } = process.getBuiltinModule("node:crypto");
  return async (r) => {
    const key = createSecretKey(Buffer.from(r.secret));
    await verify(r.url, r.body.length ? r.body : null, r.headers["messagebird-signature-jwt"], key, new VerifyOptions());
  };
};

verify["plivo"] = ({ require }) => {
  const { validateV3Signature } = require("plivo");
  return (r) =>
    validateV3Signature(r.method, r.url, r.headers["x-plivo-signature-v3-nonce"], r.secret, r.headers["x-plivo-signature-v3"], form(r.text));
};

verify["@workos-inc/node"] = async (load) => {
  const { WorkOS } = await load.import("@workos-inc/node");
  const { webhooks } = new WorkOS("sk_test");
  return (r) => webhooks.verifyHeader({ payload: r.text, sigHeader: r.headers["workos-signature"], secret: r.secret, tolerance: 180000 });
};

verify["@clerk/backend"] = async (load) => {
  const { verifyWebhook } = await load.import("@clerk/backend/webhooks");
  return orNotJson(async (r) => {
    const request = new Request(r.url, { method: "POST", headers: r.headers, body: r.body });
    await verifyWebhook(request, { signingSecret: r.secret });
  });
};

verify["@hubspot/api-client"] = ({ require }) => {
  const { Signature } = require("@hubspot/api-client");
  return (r) =>
    Signature.isValid({
      signature: r.headers["x-hubspot-signature-v3"], method: r.method, clientSecret: r.secret, requestBody: r.text,
      url: decodeURIComponent(r.url), signatureVersion: "v3", timestamp: r.headers["x-hubspot-request-timestamp"],
    });
};

verify["@sanity/webhook"] = ({ require }) => {
  const { isValidSignature } = require("@sanity/webhook");
  return (r) => isValidSignature(r.text, r.headers["sanity-webhook-signature"], r.secret);
};

verify["box-node-sdk"] = ({ require }) => {
  const { WebhooksManager } = require("box-node-sdk/lib/managers/webhooks");
  // The crate's `Sender` adds these headers, `sign` does not.
  const usual = { "box-signature-version": "1", "box-signature-algorithm": "HmacSHA256" };
  return (r) => WebhooksManager.validateMessage(r.text, { ...usual, ...r.headers }, r.secret);
};

verify["pusher"] = ({ require }) => {
  const Pusher = require("pusher");
  return (r) => {
    const client = new Pusher({ appId: "1", key: r.options.app_key, secret: r.secret });
    return client.webhook({ headers: { "content-type": "application/json", ...r.headers }, rawBody: r.text }).isValid();
  };
};

verify["stream-chat"] = ({ require }) => {
  const { StreamChat } = require("stream-chat");
  return (r) => new StreamChat("key", r.secret).verifyWebhook(r.body, r.headers["x-signature"]);
};

verify["@stream-io/node-sdk"] = ({ require }) => {
  const { StreamClient } = require("@stream-io/node-sdk");
  return (r) => new StreamClient("key", r.secret).verifyWebhook(r.body, r.headers["x-signature"]);
};

verify["livekit-server-sdk"] = ({ require }) => {
  const { WebhookReceiver } = require("livekit-server-sdk");
  return async (r) => void (await new WebhookReceiver("key", r.secret).receive(r.text, r.headers["authorization"]));
};

verify["@mux/mux-node"] = ({ require }) => {
  const Mux = require("@mux/mux-node").default;
  const client = new Mux({ tokenId: "id", tokenSecret: "secret" });
  return async (r) => void (await client.webhooks.verifySignature(r.text, r.headers, r.secret));
};

verify["cloudinary"] = ({ require }) => {
  const { v2 } = require("cloudinary");
  return (r) => {
    v2.config({ api_secret: r.secret });
    return v2.utils.verifyNotificationSignature(r.text, r.headers["x-cld-timestamp"], r.headers["x-cld-signature"]);
  };
};

verify["resend"] = ({ require }) => {
  const { Resend } = require("resend");
  const client = new Resend("re_key");
  return orNotJson((r) => {
    const header = (name) => r.headers["svix-" + name];
    client.webhooks.verify({
      payload: r.text, webhookSecret: r.secret, headers: { id: header("id"), timestamp: header("timestamp"), signature: header("signature") },
    });
  });
};

verify["chargebee"] = ({ file }) => {
  const { basicAuthValidator } = file("chargebee/cjs/resources/webhook/auth.js");
  return async (r) => {
    const [user, password] = r.secret.split(":");
    await basicAuthValidator((name, word) => name === user && word === password)(r.headers);
  };
};

verify["@polar-sh/sdk"] = async (load) => {
  const { validateWebhook } = load.file("@polar-sh/sdk/dist/webhooks-CoBpD12U.cjs");
  return orNotJson(async (r) => {
    try {
      await validateWebhook(r.text, r.headers, r.secret, new Set(), (value) => value);
    } catch (error) {
      // What was verified, but is no event that it knows.
      if (error?.constructor?.name === "PolarWebhookVerificationError" || !/unknown|parse|type/i.test(error?.message)) throw error;
    }
  });
};

verify["modern-treasury"] = ({ require }) => {
  const ModernTreasury = require("modern-treasury").default;
  const client = new ModernTreasury({ apiKey: "key", organizationID: "organization" });
  return (r) => client.webhooks.validateSignature(r.text, r.headers, { key: r.secret });
};
sign["modern-treasury"] = ({ require }) => {
  const ModernTreasury = require("modern-treasury").default;
  const client = new ModernTreasury({ apiKey: "key", organizationID: "organization" });
  return async (r) => [["X-Signature", await client.webhooks.getSignature(r.text, { key: r.secret })]];
};

verify["lithic"] = ({ require }) => {
  const Lithic = require("lithic").default;
  const client = new Lithic({ apiKey: "key" });
  return orNotJson((r) => void client.webhooks.verifySignature(r.text, r.headers, r.secret));
};

verify["openai"] = ({ require }) => {
  const OpenAI = require("openai").default;
  const client = new OpenAI({ apiKey: "key" });
  return async (r) => void (await client.webhooks.verifySignature(r.text, r.headers, r.secret));
};

verify["@anthropic-ai/sdk"] = ({ require }) => {
  const Anthropic = require("@anthropic-ai/sdk").default;
  const client = new Anthropic({ apiKey: "key" });
  return orNotJson((r) => void client.beta.webhooks.unwrap(r.text, { headers: r.headers, key: r.secret }));
};

verify["replicate"] = ({ require }) => {
  const { validateWebhook } = require("replicate");
  return (r) => {
    const header = (name) => r.headers["webhook-" + name];
    return validateWebhook({ id: header("id"), timestamp: header("timestamp"), signature: header("signature"), body: r.text, secret: r.secret });
  };
};

verify["@elevenlabs/elevenlabs-js"] = ({ require }) => {
  const { ElevenLabsClient } = require("@elevenlabs/elevenlabs-js");
  const client = new ElevenLabsClient({ apiKey: "key" });
  return orNotJson(async (r) => void (await client.webhooks.constructEvent(r.text, r.headers["elevenlabs-signature"], r.secret)));
};

verify["@linear/sdk"] = async (load) => {
  const { LinearWebhookClient } = await load.import("@linear/sdk/webhooks");
  return (r) => new LinearWebhookClient(r.secret).verify(r.body, r.headers["linear-signature"]);
};

verify["cashfree-pg"] = ({ require }) => {
  const { Cashfree, CFEnvironment } = require("cashfree-pg");
  return orNotJson((r) => {
    const client = new Cashfree(CFEnvironment.SANDBOX, "id", r.secret);
    client.PGVerifyWebhookSignature(r.headers["x-webhook-signature"], r.text, r.headers["x-webhook-timestamp"]);
  });
};

verify["paytmchecksum"] = ({ require }) => {
  const checksum = require("paytmchecksum");
  return (r) => {
    const fields = form(r.text);
    return checksum.verifySignature(fields, r.secret, fields.CHECKSUMHASH);
  };
};

verify["wechatpay-node-v3"] = ({ require }) => {
  const Pay = require("wechatpay-node-v3");
  return async (r) => {
    const pay = new Pay({ appid: "a", mchid: "m", publicKey: Buffer.from(""), privateKey: Buffer.from(""), serial_no: "1" });
    const header = (name) => r.headers["wechatpay-" + name];
    Pay.certificates = { [header("serial")]: r.secret };
    return pay.verifySign({ timestamp: header("timestamp"), nonce: header("nonce"), body: r.text, serial: header("serial"), signature: header("signature"), apiSecret: "x" });
  };
};

verify["alipay-sdk"] = ({ require }) => {
  const { AlipaySdk } = require("alipay-sdk");
  const { generateKeyPairSync } = process.getBuiltinModule("node:crypto");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" } });
  const sdks = {};
  return (r) => {
    sdks[r.secret] ??= new AlipaySdk({ appId: "1", privateKey, alipayPublicKey: r.secret });
    return sdks[r.secret].checkNotifySignV2(form(r.text));
  };
};

verify["@onfido/api"] = ({ require }) => {
  const { WebhookEventVerifier } = require("@onfido/api");
  return orNotJson((r) => void new WebhookEventVerifier(r.secret).readPayload(r.body, r.headers["x-sha2-signature"]));
};

verify["retell-sdk"] = ({ require }) => {
  const { verify } = require("retell-sdk");
  return (r) => verify(r.text, r.secret, r.headers["x-retell-signature"]);
};
sign["retell-sdk"] = ({ file }) => {
  const { symmetric } = file("retell-sdk/lib/webhook_auth.js");
  return async (r) => [["X-Retell-Signature", await symmetric.sign(r.text, r.secret, { timestamp: Number(r.time) })]];
};

verify["@tryfinch/finch-api"] = ({ require }) => {
  const Finch = require("@tryfinch/finch-api").default;
  const client = new Finch({ clientID: "id", clientSecret: "secret" });
  return (r) => void client.webhooks.verifySignature(r.text, r.headers, r.secret);
};

verify["smartcar"] = ({ require }) => {
  const smartcar = require("smartcar");
  return (r) => smartcar.verifyPayload(r.secret, r.headers["sc-signature"], JSON.parse(r.text));
};

verify["terra-api"] = ({ require }) => {
  const { verifyTerraWebhookSignature } = require("terra-api");
  return (r) => verifyTerraWebhookSignature(r.text, r.headers["terra-signature"], r.secret);
};

verify["cronofy"] = ({ require }) => {
  const client = new (require("cronofy"))({ client_id: "id", client_secret: "secret" });
  return (r) => client.hmacValid({ hmac: r.headers["cronofy-hmac-sha256"], body: r.text, client_secret: r.secret });
};

verify["@easypost/api"] = ({ require }) => {
  const Client = require("@easypost/api");
  const utils = new (Client.default ?? Client)("key").Utils ?? (Client.default ?? Client).Utils;
  return orNotJson((r) => void utils.validateWebhook(r.body, r.headers, r.secret));
};

verify["viber-bot"] = ({ file }) => {
  const Validator = file("viber-bot/lib/message/message-validator.js");
  return (r) => new Validator({ debug() {} }, r.secret).validateMessage(r.headers["x-viber-content-signature"], r.text);
};

verify["dodopayments"] = ({ require }) => {
  const DodoPayments = require("dodopayments").default;
  const client = new DodoPayments({ bearerToken: "key" });
  return orNotJson((r) => void client.webhooks.unwrap(r.text, { headers: r.headers, key: r.secret }));
};

verify["readmeio"] = ({ require }) => {
  const { verifyWebhook } = require("readmeio");
  return (r) => void verifyWebhook(JSON.parse(r.text), r.headers["readme-signature"], r.secret);
};

verify["orb-billing"] = ({ require }) => {
  const Orb = require("orb-billing").default;
  const client = new Orb({ apiKey: "key" });
  return (r) => void client.webhooks.verifySignature(r.text, r.headers, r.secret);
};

verify["crisp-api"] = ({ require }) => {
  const { Crisp } = require("crisp-api");
  const client = new Crisp();
  // `verifyHook` calls the same function once a server of the SDK runs.
  return (r) => client.verifyWidget(r.secret, JSON.parse(r.text), r.headers["x-crisp-request-timestamp"], r.headers["x-crisp-signature"]);
};

verify["mercadopago"] = ({ require }) => {
  const { WebhookSignatureValidator } = require("mercadopago");
  return (r) => {
    const dataId = new URL(r.url).searchParams.get("data.id");
    // In lower case, as its documentation asks.
    WebhookSignatureValidator.validate({
      xSignature: r.headers["x-signature"], xRequestId: r.headers["x-request-id"], dataId: dataId?.toLowerCase(), secret: r.secret,
    });
  };
};

verify["webflow-api"] = ({ require }) => {
  const { WebflowClient } = require("webflow-api");
  const client = new WebflowClient({ accessToken: "token" });
  return (r) => client.webhooks.verifySignature({ headers: r.headers, body: r.text, secret: r.secret });
};

verify["@metronome/sdk"] = ({ require }) => {
  const Metronome = require("@metronome/sdk").default;
  const client = new Metronome({ bearerToken: "token" });
  return (r) => void client.webhooks.verifySignature(r.text, r.headers, r.secret);
};

verify["@solidgate/node-sdk"] = ({ require }) => {
  const { Api } = require("@solidgate/node-sdk");
  // It has no verifier: its documentation compares the signature with the one that it computes.
  return (r) => new Api(r.options.public_key, r.secret)._generateSignature(r.text) === r.headers["signature"];
};

verify["@moralisweb3/streams"] = ({ require }) => {
  const { Streams } = require("@moralisweb3/streams");
  return (r) => {
    const core = { config: { get: () => r.secret, registerKey() {} }, registerModule() {}, getModule() {} };
    return Streams.create(core).verifySignature({ body: JSON.parse(r.text), signature: r.headers["x-signature"] });
  };
};

verify["opennode"] = ({ require }) => {
  const { OpenNodeClient } = require("opennode");
  return (r) => new OpenNodeClient(r.secret).verifySignature(form(r.text));
};

verify["@hygraph/utils"] = ({ require }) => {
  const { verifyWebhookSignature } = require("@hygraph/utils");
  return (r) => verifyWebhookSignature({ rawPayload: r.text, signature: r.headers["gcms-signature"], secret: r.secret });
};

verify["@notionhq/client"] = ({ require }) => {
  const { verifyWebhookSignature } = require("@notionhq/client");
  return (r) => verifyWebhookSignature({ body: r.text, signature: r.headers["x-notion-signature"], verificationToken: r.secret });
};

verify["hook0-client"] = ({ file }) => {
  const { verifyWebhookSignature } = file("hook0-client/dist/index.js");
  return (r) => verifyWebhookSignature(r.headers["x-hook0-signature"], r.body, new Headers(r.raw.map(([name, value]) => [name, value])), r.secret, 300);
};

verify["@dropbox/sign"] = ({ require }) => {
  const { EventCallbackHelper } = require("@dropbox/sign");
  return (r) => {
    // A form, or the only part of a multipart body.
    const text = r.text.startsWith("--") ? r.text.split("\r\n\r\n")[1].split("\r\n--")[0] : form(r.text).json;
    const { event } = JSON.parse(text);
    const model = { event: { eventTime: event.event_time, eventType: event.event_type, eventHash: event.event_hash } };
    return EventCallbackHelper.isValid(r.secret, model);
  };
};

verify["mailtrap"] = ({ require }) => {
  const { verifyWebhookSignature } = require("mailtrap");
  return (r) => verifyWebhookSignature(r.text, r.headers["mailtrap-signature"], r.secret);
};

verify["@contentful/node-apps-toolkit"] = ({ require }) => {
  const { verifyRequest } = require("@contentful/node-apps-toolkit");
  return (r) => {
    const { pathname, search } = new URL(r.url);
    return verifyRequest(r.secret, { path: pathname + search, headers: r.headers, method: r.method, body: r.text });
  };
};

verify["mailgun-js"] = ({ require }) => {
  const mailgun = require("mailgun-js");
  return (r) => {
    // A client per request, as one remembers the tokens that it saw.
    const client = mailgun({ apiKey: r.secret, domain: "app.example", mute: true });
    const { timestamp, token, signature } = JSON.parse(r.text).signature;
    return client.validateWebhook(timestamp, token, signature);
  };
};

verify["atlassian-jwt"] = ({ require }) => {
  const jwt = require("atlassian-jwt");
  return (r) => {
    const token = r.headers["authorization"].replace(/^JWT /, "");
    const claims = jwt.decodeSymmetric(token, r.secret, jwt.getAlgorithm(token));
    // It leaves the expiry and the hash of the URL to its caller, and computes the latter.
    const { pathname, searchParams } = new URL(r.url);
    const hash = jwt.createQueryStringHash({ method: r.method, pathname, query: Object.fromEntries(searchParams) });
    return claims.qsh === hash && Date.now() / 1000 < claims.exp;
  };
};
