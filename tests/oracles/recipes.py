"""How each provider signs, after its documentation: with Python's standard library, and with none of our code.

A recipe makes the genuine requests of SDKs that have no signer, and those with unusual spellings of the time, and
says where the parts of a request are, for the changes.
"""

import base64
import datetime
import hashlib
import hmac
import json
import random
import urllib.parse

from cases import text


class Recipe:
    """How one provider signs.

    `make(case)` returns headers, or headers and a body, or headers, a body and a URL.
    """

    def __init__(self, name, make, row=None, unit=None, sig=None, time=None, id=None, sep=None, secret="text", sig_re=None,
                 sig_in="body", bodies="any", extra=None, signs_url=False, url="https://app.example/hooks", options=None,
                 key=None, spelled=None, forms=None, method="POST", kinds=()):
        self.name, self.make, self.row, self.unit = name, make, row or name, unit
        self.sig, self.time, self.id, self.sep, self.sig_re, self.sig_in = sig, time, id, sep, sig_re, sig_in
        self.bodies, self.extra, self.signs_url, self.url = bodies, extra or (lambda case: {}), signs_url, url
        self.options, self.secret_kind, self.method = options or {}, secret, method
        # Kinds of its own: what they are, `make` knows.
        self.kinds = kinds
        self.key = key or KEYS[secret]
        # Whether unusual spellings of the time can be signed.
        self.spelled = spelled if spelled is not None else bool(unit in ("s", "ms") and (time or sep))
        self.secret_forms = forms or {}

    # The bodies of cases that are not about the body.
    plain_bodies = ["body-json", "body-unicode"]

    def new_secret(self, rng):
        return SECRETS[self.secret_kind](rng)

    def signed(self, case):
        """Returns the headers, the body and the URL of the signed request."""
        made = self.make(case)
        headers, *own = made if isinstance(made, tuple) else (made,)
        return headers, *own, *[case.body, case.url][len(own) :]

    # What the crate's signer and receiver are given. A recipe with key pairs differs.
    def sign_secret(self, case):
        return case.secret

    def our_secrets(self, request):
        return [request["secret"]]

    def unsigned(self, case, body):
        """Returns what our signer is given instead of a body that is signed already."""
        return body

    def our_options(self, request):
        return self.options

    def time_text(self, seconds):
        if self.unit == "ms":
            return str(int(seconds * 1000))
        if self.unit in ("rfc3339", "rfc3339ms"):
            at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
            return at.strftime("%Y-%m-%dT%H:%M:%S") + (".000Z" if self.unit == "rfc3339ms" else "Z")
        if self.unit == "iso":
            return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
        if self.unit == "http":
            at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
            return at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return str(int(seconds))


class Case:
    """A request to sign."""

    def __init__(self, recipe, rng, kind, secret, now):
        self.recipe, self.rng, self.kind, self.secret, self.seconds = recipe, rng, kind, secret, now
        self.time = recipe.time_text(now)
        self.id = "msg_" + text(rng, 20)
        self.url, self.method, self.body = recipe.url, recipe.method, b""

    @property
    def key(self):
        return self.recipe.key(self.secret)


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def joined(parts):
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)


def mac(name, key, *parts):
    return hmac.new(key, joined(parts), name).digest()


def sha256(key, *parts):
    return mac("sha256", key, *parts)


def random_text(rng):
    return "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789_-") for _ in range(36))


def bare_base64(secret):
    for prefix in ("v1,whsec_", "whsec_"):
        secret = secret.removeprefix(prefix)
    return base64.b64decode(secret + "=" * (-len(secret) % 4))


SECRETS = {
    "text": random_text,
    "whsec": lambda rng: "whsec_" + b64(rng.randbytes(rng.choice([24, 32, 33]))),
    "b64": lambda rng: b64(rng.randbytes(32)),
    "hex": lambda rng: rng.randbytes(32).hex(),
}
KEYS = {
    "text": lambda secret: secret.encode(),
    "whsec": bare_base64,
    "b64": lambda secret: base64.b64decode(secret),
    "hex": lambda secret: bytes.fromhex(secret),
}
RECIPES = {}


def add(name, make, **options):
    RECIPES[name] = Recipe(name, make, **options)


def plain(name, header, encode=bytes.hex, algorithm="sha256", prefix="", **options):
    """A header with the MAC of the body."""
    make = lambda case: [(header, prefix + encode(mac(algorithm, case.key, case.body)))]
    add(name, make, sig=header, **options)


def timed_list(name, header, unit="s", time="t", label="v1", between=".", sep=",", order="tb", algorithm="sha256", **options):
    """A header with a time and a MAC of the time and the body: t=…,v1=…"""

    def make(case):
        parts = [case.time, between, case.body] if order == "tb" else [case.body, between, case.time]
        return [(header, f"{time}={case.time}{sep}{label}={mac(algorithm, case.key, *parts).hex()}")]

    add(name, make, sig=header, unit=unit, sep=sep, **options)


WHSEC_FORMS = {
    "secret-without-prefix": lambda secret: secret.removeprefix("whsec_"),
    "secret-unpadded": lambda secret: secret.rstrip("="),
    "secret-url-alphabet": lambda secret: secret.replace("+", "-").replace("/", "_"),
    "secret-space-before": lambda secret: " " + secret,
    "secret-space-after": lambda secret: secret + " ",
    "secret-newline-after": lambda secret: secret + "\n",
}


def standard(name, prefix="webhook-", secret="whsec", **options):
    """Standard Webhooks, by any prefix of its headers."""

    def make(case):
        value = "v1," + b64(sha256(case.key, case.id, ".", case.time, ".", case.body))
        return [(prefix + "id", case.id), (prefix + "timestamp", case.time), (prefix + "signature", value)]

    options.setdefault("forms", WHSEC_FORMS if secret == "whsec" else None)
    add(name, make, unit="s", sig=prefix + "signature", time=prefix + "timestamp", id=prefix + "id", sep=" ", secret=secret, **options)


def stamped(name, header, time, signed, encode=bytes.hex, unit="s", prefix="", algorithm="sha256", **options):
    """A header with the MAC, and one with the time."""
    make = lambda case: [(time, case.time), (header, prefix + encode(mac(algorithm, case.key, *signed(case))))]
    add(name, make, sig=header, time=time, unit=unit, **options)


timed_list("stripe", "Stripe-Signature")
stamped("slack", "X-Slack-Signature", "X-Slack-Request-Timestamp", lambda c: ["v0:", c.time, ":", c.body], prefix="v0=")
standard("svix", "svix-")
standard("standard-webhooks")
standard("clerk", "svix-")
standard("resend", "svix-")
standard("increase")
standard("lithic")
standard("openai")
standard("anthropic")
standard("replicate")
standard("dodo-payments")
standard("gemini")
standard("finch", "finch-", secret="b64")
standard("polar", secret="text")
plain("github", "X-Hub-Signature-256", prefix="sha256=")
plain("shopify", "X-Shopify-Hmac-Sha256", b64)
plain("gocardless", "Webhook-Signature")
plain("razorpay", "X-Razorpay-Signature")
plain("mollie", "X-Mollie-Signature", prefix="sha256=")
plain("coinbase-commerce", "X-CC-Webhook-Signature")
plain("line", "x-line-signature", b64)
plain("getstream", "X-Signature")
plain("modern-treasury", "X-Signature")
plain("onfido", "X-SHA2-Signature")
plain("smartcar", "SC-Signature")
plain("cronofy", "Cronofy-HMAC-SHA256", b64, sep=",")
plain("viber", "X-Viber-Content-Signature")
plain("mailtrap", "Mailtrap-Signature")
plain("notion", "X-Notion-Signature", prefix="sha256=")
plain("todoist", "X-Todoist-Hmac-SHA256", b64)
plain("easypost", "X-Hmac-Signature", prefix="hmac-sha256-hex=")
timed_list("paddle", "Paddle-Signature", time="ts", label="h1", between=":", sep=";")
timed_list("mux", "Mux-Signature")
timed_list("workos", "WorkOS-Signature", unit="ms", sep=", ")
timed_list("elevenlabs", "ElevenLabs-Signature", label="v0")
timed_list("terra", "terra-signature")
timed_list("readme", "ReadMe-Signature", unit="ms", label="v0")
# An SDK writes its JSON anew, without other letters than ASCII.
RECIPES["readme"].plain_bodies = ["body-json"]
timed_list("retell", "X-Retell-Signature", unit="ms", time="v", label="d", between="", order="bt")
stamped("sinch", "x-sinch-webhook-signature", "x-sinch-webhook-signature-timestamp",
        lambda c: [c.body, ".", c.id, ".", c.time], b64, id="x-sinch-webhook-signature-nonce")
stamped("cashfree", "x-webhook-signature", "x-webhook-timestamp", lambda c: [c.time, c.body], b64, unit="ms")
stamped("webflow", "x-webflow-signature", "x-webflow-timestamp", lambda c: [c.time, ":", c.body], unit="ms")
stamped("crisp", "X-Crisp-Signature", "X-Crisp-Request-Timestamp", lambda c: ["[", c.time, ";", c.body, "]"], unit="ms")
stamped("orb", "X-Orb-Signature", "X-Orb-Timestamp", lambda c: ["v1:", c.time, ":", c.body], unit="iso", prefix="v1=")
stamped("metronome", "Metronome-Webhook-Signature", "X-Metronome-Date", lambda c: [c.time, "\n", c.body], unit="http")
stamped("box", "BOX-SIGNATURE-PRIMARY", "BOX-DELIVERY-TIMESTAMP", lambda c: [c.body, c.time], b64, unit="rfc3339")


def sinch(case, make=RECIPES["sinch"].make):
    return make(case) + [
        ("x-sinch-webhook-signature-nonce", case.id),
        ("x-sinch-webhook-signature-algorithm", "HmacSHA256"),
    ]


RECIPES["sinch"].make = sinch


def box(case, make=RECIPES["box"].make):
    return make(case) + [("BOX-SIGNATURE-VERSION", "1"), ("BOX-SIGNATURE-ALGORITHM", "HmacSHA256"), ("BOX-DELIVERY-ID", case.id)]


RECIPES["box"].make = box


def linear(case):
    return [("Linear-Signature", sha256(case.key, case.body).hex()), ("Linear-Event", "Issue")]


add("linear", linear, sig="Linear-Signature", unit="ms", spelled=False, bodies="json",
    extra=lambda case: {"webhookTimestamp": int(case.seconds * 1000), "action": "create", "type": "Issue"})


def square(case):
    return [("x-square-hmacsha256-signature", b64(sha256(case.key, case.url, case.body)))]


add("square", square, sig="x-square-hmacsha256-signature", signs_url=True)


def twilio(case):
    """A form: the URL, then the parameters, sorted. JSON: the URL with a digest of the body, alone."""
    if case.rng.random() < 0.7:
        form = [("AccountSid", "AC" + text(case.rng, 32)), ("Body", case.rng.choice(["a b", "Zoë 🎉", "x=y&z", "", "%41+"])), ("NumMedia", "0")]
        signed = "".join(name + value for name, value in sorted(form))
        headers = [("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", b64(mac("sha1", case.key, case.url, signed)))]
        return headers, urllib.parse.urlencode(form).encode()
    case.url += ("&" if "?" in case.url else "?") + "bodySHA256=" + hashlib.sha256(case.body).hexdigest()
    return [("Content-Type", "application/json"), ("X-Twilio-Signature", b64(mac("sha1", case.key, case.url)))], case.body, case.url


add("twilio", twilio, sig="X-Twilio-Signature", signs_url=True, bodies="json", secret="hex", key=lambda secret: secret.encode())


def hubspot(case):
    signed = [case.method, urllib.parse.unquote(case.url), case.body, case.time]
    return [("X-HubSpot-Signature-v3", b64(sha256(case.key, *signed))), ("X-HubSpot-Request-Timestamp", case.time)]


add("hubspot", hubspot, sig="X-HubSpot-Signature-v3", time="X-HubSpot-Request-Timestamp", unit="ms", signs_url=True)


def sanity(case):
    signature = b64url(sha256(case.key, case.time, ".", case.body))
    return [("sanity-webhook-signature", f"t={case.time},v1={signature}")]


add("sanity", sanity, sig="sanity-webhook-signature", unit="ms", sep=",")


def pusher(case):
    return [("X-Pusher-Key", "key"), ("X-Pusher-Signature", sha256(case.key, case.body).hex())]


add("pusher", pusher, sig="X-Pusher-Signature", id=None, unit="ms", spelled=False, bodies="json", options={"app_key": "key"},
    extra=lambda case: {"time_ms": int(case.seconds * 1000), "events": [{"name": "channel_occupied", "channel": "c"}]})


def cloudinary(case):
    return [("X-Cld-Timestamp", case.time), ("X-Cld-Signature", hashlib.sha1(joined([case.body, case.time, case.secret])).hexdigest())]


add("cloudinary", cloudinary, sig="X-Cld-Signature", time="X-Cld-Timestamp", unit="s")


def moralis(case):
    from Crypto.Hash import keccak

    return [("x-signature", "0x" + keccak.new(digest_bits=256, data=joined([case.body, case.secret])).hexdigest())]


add("moralis", moralis, sig="x-signature")


def jwt(case, claims, algorithm="HS256", header=None):
    head = {"alg": algorithm, "typ": "JWT", **(header or {})}
    signed = b64url(json.dumps(head).encode()) + "." + b64url(json.dumps(claims).encode())
    digest = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}[algorithm]
    return signed + "." + b64url(mac(digest, case.key, signed))


def messagebird(case):
    claims = {"iss": "MessageBird", "nbf": int(case.seconds), "exp": int(case.seconds) + 60, "jti": case.id,
              "url_hash": hashlib.sha256(case.url.encode()).hexdigest()}
    if case.body:
        claims["payload_hash"] = hashlib.sha256(case.body).hexdigest()
    return [("MessageBird-Signature-JWT", jwt(case, claims, case.rng.choice(["HS256", "HS384", "HS512"])))]


add("messagebird", messagebird, sig="MessageBird-Signature-JWT", unit="s", spelled=False, signs_url=True)


def vonage(case):
    claims = {"iss": "Vonage", "iat": int(case.seconds), "jti": case.id, "payload_hash": hashlib.sha256(case.body).hexdigest(),
              "api_key": "abcd1234", "application_id": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"}
    return [("Authorization", "Bearer " + jwt(case, claims))]


add("vonage", vonage, sig="Authorization", unit="s", spelled=False)


def livekit(case):
    claims = {"iss": "key", "nbf": int(case.seconds) - 1, "exp": int(case.seconds) + 300, "sha256": b64(hashlib.sha256(case.body).digest())}
    return [("Authorization", jwt(case, claims))]


add("livekit", livekit, sig="Authorization", unit="s", spelled=False, bodies="own", options={"api_key": "key"},
    extra=lambda case: {"event": "room_started"})


def chargebee(case):
    return [("Authorization", "Basic " + b64(case.secret.encode()))]


add("chargebee", chargebee, sig="Authorization", secret="text", sig_re=r"Basic (.*)",)
RECIPES["chargebee"].new_secret = lambda rng: "user:" + random_text(rng)


def phonepe(case):
    return [("Authorization", hashlib.sha256(case.secret.encode()).hexdigest())]


add("phonepe", phonepe, sig="Authorization")
RECIPES["phonepe"].new_secret = lambda rng: "user:" + random_text(rng)


def solidgate(case):
    signature = b64(mac("sha512", case.key, "key", case.body, "key").hex().encode())
    return [("merchant", "key"), ("signature", signature)]


add("solidgate", solidgate, sig="signature", options={"public_key": "key"})


def opennode(case):
    order = text(case.rng, 20)
    form = {"id": order, "status": "paid", "price": "100", "hashed_order": sha256(case.key, order).hex()}
    return [("Content-Type", "application/x-www-form-urlencoded")], urllib.parse.urlencode(form).encode()


add("opennode", opennode, sig_re=r"hashed_order=([^&]*)", bodies="own")


def adyen(case):
    item = {
        "pspReference": text(case.rng, 16).upper(), "originalReference": case.rng.choice(["", text(case.rng, 16)]),
        "merchantAccountCode": "Shop", "merchantReference": case.rng.choice(["ref-1", "réf:2", "a\\b", "100%"]),
        "amount": {"value": case.rng.randrange(10**6), "currency": "EUR"}, "eventCode": "AUTHORISATION", "success": "true",
        "eventDate": "2026-11-20T14:35:36+01:00", "reason": "", "paymentMethod": "visa",
    }
    signed = [item["pspReference"], item["originalReference"], item["merchantAccountCode"], item["merchantReference"],
              str(item["amount"]["value"]), "EUR", item["eventCode"], item["success"]]
    item["additionalData"] = {"hmacSignature": b64(sha256(case.key, ":".join(signed)))}
    return [], json.dumps({"live": "false", "notificationItems": [{"NotificationRequestItem": item}]}, ensure_ascii=False).encode()


add("adyen", adyen, secret="hex", sig_re=r'hmacSignature"\s*:\s*"([^"]*)"', bodies="own")


def hook0(case):
    value = f"t={case.time},h=x-event-id,v1={sha256(case.key, case.time, '.', 'x-event-id', '.', case.id, '.', case.body).hex()}"
    return [("X-Event-Id", case.id), ("X-Hook0-Signature", value)]


add("hook0", hook0, sig="X-Hook0-Signature", id="X-Event-Id", unit="s", sep=",")


def dropbox_sign(case):
    kind = "signature_request_sent"
    event = {"event_time": case.time, "event_type": kind, "event_hash": sha256(case.key, case.time, kind).hex(), "event_metadata": {}}
    body = json.dumps({"event": event})
    return [("Content-Type", "application/x-www-form-urlencoded")], urllib.parse.urlencode({"json": body}).encode()


add("dropbox-sign", dropbox_sign, unit="s", spelled=False, sig_re=r"event_hash%22%3A(?:\+|%20)*%22([0-9a-fA-F]*)", bodies="own")


def mercado_pago(case):
    data = case.rng.choice([str(case.rng.randrange(10**9)), text(case.rng)])
    url = f"https://app.example/hooks?data.id={data}&type=payment"
    manifest = f"id:{data.lower()};request-id:{case.id};ts:{case.time};"
    return [("x-request-id", case.id), ("x-signature", f"ts={case.time},v1={sha256(case.key, manifest).hex()}")], case.body, url


add("mercado-pago", mercado_pago, sig="x-signature", id="x-request-id", unit="ms", sep=",", signs_url=True)


def hygraph(case):
    signed = json.dumps({"Body": case.body.decode(), "EnvironmentName": "master", "TimeStamp": int(case.time)}, separators=(",", ":"), ensure_ascii=False)
    return [("gcms-signature", f"sign={b64(sha256(case.key, signed))}, env=master, t={case.time}")]


add("hygraph", hygraph, sig="gcms-signature", unit="ms", spelled=False)


def contentful(case):
    """The method, the path, the signed headers and the body, in lines."""
    names = ["x-contentful-signed-headers", "x-contentful-timestamp"]
    headers = {"x-contentful-signed-headers": ",".join(names), "x-contentful-timestamp": case.time}
    signed = ";".join(f"{name}:{headers[name]}" for name in names)
    path = urllib.parse.urlsplit(case.url).path
    signature = sha256(case.key, f"{case.method}\n{path}\n{signed}\n", case.body).hex()
    return [*headers.items(), ("x-contentful-signature", signature)]


add("contentful", contentful, sig="x-contentful-signature", time="x-contentful-timestamp", unit="ms", signs_url=True)
SECRETS["64 characters"] = lambda rng: "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(64))
RECIPES["contentful"].new_secret = SECRETS["64 characters"]


def jira_connect(case):
    parts = urllib.parse.urlsplit(case.url)
    canonical = "&".join([case.method, parts.path or "/", parts.query])
    claims = {"iss": "client", "iat": int(case.seconds), "exp": int(case.seconds) + 180, "qsh": hashlib.sha256(canonical.encode()).hexdigest()}
    return [("Authorization", "JWT " + jwt(case, claims))]


add("jira-connect", jira_connect, sig="Authorization", unit="s", spelled=False, signs_url=True)


# Providers with key pairs. The secret of a request is the public key; the private one is looked up by it.
PRIVATE = {}


def key_pairs(name, generate, shown):
    """Returns a source of secrets: a few key pairs, the same in each run."""
    pool = []

    def new_secret(rng):
        if not pool:
            seeded = random.Random(name)
            for _ in range(4):
                private = generate(seeded)
                public = shown(private.public_key())
                PRIVATE[public] = private
                pool.append(public)
        return rng.choice(pool)

    return new_secret


def ed25519(rng):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))


def p256(rng):
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(rng.getrandbits(255), ec.SECP256R1())


def rsa(rng):
    from Crypto.PublicKey import RSA
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(RSA.generate(2048, randfunc=rng.randbytes).export_key(), None)


def public_bytes(key, encoding, form):
    from cryptography.hazmat.primitives import serialization

    return key.public_bytes(getattr(serialization.Encoding, encoding), getattr(serialization.PublicFormat, form))


def private_pem(secret):
    from cryptography.hazmat.primitives import serialization

    return PRIVATE[secret].private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def rsa_sha256(case, *parts):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    return PRIVATE[case.secret].sign(joined(parts), PKCS1v15(), hashes.SHA256())


def key_recipe(name, make, generate, shown, **options):
    add(name, make, **options)
    recipe = RECIPES[name]
    recipe.new_secret = key_pairs(name, generate, shown)
    recipe.sign_secret = lambda case: private_pem(case.secret)
    return recipe


RAW_HEX = lambda key: public_bytes(key, "Raw", "Raw").hex()
RAW_BASE64 = lambda key: b64(public_bytes(key, "Raw", "Raw"))
DER_BASE64 = lambda key: b64(public_bytes(key, "DER", "SubjectPublicKeyInfo"))
PEM = lambda key: public_bytes(key, "PEM", "SubjectPublicKeyInfo").decode()


def discord(case):
    return [("X-Signature-Timestamp", case.time), ("X-Signature-Ed25519", PRIVATE[case.secret].sign(joined([case.time, case.body])).hex())]


key_recipe("discord", discord, ed25519, RAW_HEX, sig="X-Signature-Ed25519", time="X-Signature-Timestamp", unit="s")


def telnyx(case):
    return [("telnyx-timestamp", case.time), ("telnyx-signature-ed25519", b64(PRIVATE[case.secret].sign(joined([case.time, "|", case.body]))))]


key_recipe("telnyx", telnyx, ed25519, RAW_BASE64, sig="telnyx-signature-ed25519", time="telnyx-timestamp", unit="s")


def sendgrid(case):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    signature = b64(PRIVATE[case.secret].sign(joined([case.time, case.body]), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    prefix = "X-Twilio-Email-Event-Webhook-"
    return [(prefix + "Signature", signature), (prefix + "Timestamp", case.time)]


key_recipe("sendgrid", sendgrid, p256, DER_BASE64, sig="X-Twilio-Email-Event-Webhook-Signature",
           time="X-Twilio-Email-Event-Webhook-Timestamp", unit="s")


def wechat_pay(case):
    signature = rsa_sha256(case, case.time, "\n", case.id, "\n", case.body, "\n")
    return [("Wechatpay-Timestamp", case.time), ("Wechatpay-Nonce", case.id), ("Wechatpay-Serial", "PUB_KEY_ID_1"),
            ("Wechatpay-Signature", b64(signature))]


key_recipe("wechat-pay", wechat_pay, rsa, PEM, sig="Wechatpay-Signature", time="Wechatpay-Timestamp", id="Wechatpay-Nonce", unit="s")
RECIPES["wechat-pay"].our_secrets = lambda request: []
RECIPES["wechat-pay"].our_options = lambda request: {"keys_by_serial": {serial: request["secret"] for serial in ("PUB_KEY_ID_1", "1")}}


def alipay(case):
    form = {"gmt_create": "2026-09-21 22:13:20", "charset": "utf-8", "notify_id": text(case.rng), "total_amount": "2.00",
            "subject": case.rng.choice(["Zoë – 50%", "a+b", "請求"]), "trade_status": "TRADE_SUCCESS", "app_id": "20210000"}
    signed = "&".join(f"{name}={value}" for name, value in sorted(form.items()))
    form |= {"sign_type": "RSA2", "sign": b64(rsa_sha256(case, signed))}
    return [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], urllib.parse.urlencode(form).encode()


key_recipe("alipay", alipay, rsa, DER_BASE64, sig_re=r"&sign=([^&]*)", bodies="own")


def paytm(case):
    from Crypto.Cipher import AES

    form = {"ORDERID": text(case.rng), "MID": "shop", "TXNAMOUNT": "1.00", "STATUS": "TXN_SUCCESS", "BANKNAME": "",
            "RESPMSG": {"value-bar": "a|b", "value-null": "null"}.get(case.kind) or case.rng.choice(["Zoë 請求", "ok", "a b"])}
    salt = text(case.rng, 4)
    values = [value if value.lower() != "null" else "" for _, value in sorted(form.items())]
    plain = hashlib.sha256(("|".join(values) + "|" + salt).encode()).hexdigest() + salt
    pad = 16 - len(plain) % 16
    cipher = AES.new(case.key, AES.MODE_CBC, b"@@@@&&&&####$$$$")
    form["CHECKSUMHASH"] = b64(cipher.encrypt((plain + chr(pad) * pad).encode()))
    return [("Content-Type", "application/x-www-form-urlencoded")], urllib.parse.urlencode(form).encode()


add("paytm", paytm, sig_re=r"CHECKSUMHASH=([^&]*)", bodies="own", kinds=["value-bar", "value-null"])
RECIPES["paytm"].new_secret = lambda rng: text(rng, 16)


def braintree(case):
    xml = f'<notification><timestamp type="datetime">2026-09-21T14:13:20Z</timestamp><kind>check</kind><subject><check type="boolean">true</check></subject><id>{text(case.rng)} Zoë</id></notification>'
    payload = base64.encodebytes(xml.encode()).decode()
    key = hashlib.sha1(case.secret.encode()).digest()
    signature = "key|" + mac("sha1", key, payload).hex()
    return [("Content-Type", "application/x-www-form-urlencoded")], urllib.parse.urlencode({"bt_signature": signature, "bt_payload": payload}).encode()


add("braintree", braintree, sig_re=r"bt_signature=key%7C([0-9a-fA-F]*)", bodies="own", options={"public_key": "key"})


def plivo(case):
    """The URL with a sorted query, a dot, the sorted form, a dot, and the nonce."""
    case.id = str(case.rng.randrange(10**19, 10**20))
    form = {"From": "+15551111111", "CallUuid": text(case.rng), "Digits": "1234", "Text": case.rng.choice(["a b", "Zoë", "x=y&z", ""])}
    case.url = case.url + case.rng.choice(["", "?foo=bar", "?b=2&a=1"])
    base, _, query = case.url.partition("?")
    signed = base + "?" + "&".join(sorted(query.split("&"))) + "." if query else base + "?"
    signed += "".join(name + value for name, value in sorted(form.items()))
    headers = [("Content-Type", "application/x-www-form-urlencoded"), ("X-Plivo-Signature-V3-Nonce", case.id),
               ("X-Plivo-Signature-V3", b64(sha256(case.key, signed, ".", case.id)))]
    return headers, urllib.parse.urlencode(form).encode(), case.url


add("plivo", plivo, sig="X-Plivo-Signature-V3", id="X-Plivo-Signature-V3-Nonce", sep=",", signs_url=True, bodies="own")


def mailgun(case):
    token = text(case.rng, 50)
    body = {"signature": {"timestamp": case.time, "token": token, "signature": sha256(case.key, case.time, token).hex()},
            "event-data": {"event": "delivered", "id": text(case.rng), "recipient": "zoë@example.com"}}
    return [("Content-Type", "application/json")], json.dumps(body, ensure_ascii=False).encode()


add("mailgun", mailgun, unit="s", spelled=False, sig_re=r'"signature": "([^"]*)"', bodies="own")
plain("convoy-simple", "X-Convoy-Signature")


def feishu(case):
    from Crypto.Cipher import AES

    plain = case.body + bytes([16 - len(case.body) % 16]) * (16 - len(case.body) % 16)
    start = case.rng.randbytes(16)
    cipher = AES.new(hashlib.sha256(case.key).digest(), AES.MODE_CBC, start)
    body = json.dumps({"encrypt": b64(start + cipher.encrypt(plain))}).encode()
    signature = hashlib.sha256(joined([case.time, case.id, case.secret, body])).hexdigest()
    headers = [("X-Lark-Request-Timestamp", case.time), ("X-Lark-Request-Nonce", case.id), ("X-Lark-Signature", signature)]
    return headers, body


add("feishu", feishu, sig="X-Lark-Signature", time="X-Lark-Request-Timestamp", id="X-Lark-Request-Nonce", unit="s", bodies="own",
    extra=lambda case: {"schema": "2.0", "header": {"event_id": case.id, "event_type": "im.message.receive_v1", "token": "token"}})


def without_fields(*names):
    """Returns a function that takes fields out of a form."""

    def unsigned(case, body):
        fields = urllib.parse.parse_qsl(body.decode(), keep_blank_values=True)
        return urllib.parse.urlencode([(name, value) for name, value in fields if name not in names]).encode()

    return unsigned


RECIPES["alipay"].unsigned = without_fields("sign", "sign_type")
RECIPES["paytm"].unsigned = without_fields("CHECKSUMHASH")
RECIPES["opennode"].unsigned = without_fields("hashed_order")
RECIPES["braintree"].unsigned = lambda case, body: base64.b64decode(urllib.parse.parse_qs(body.decode())["bt_payload"][0])
RECIPES["dropbox-sign"].unsigned = lambda case, body: urllib.parse.parse_qs(body.decode())["json"][0].encode()
RECIPES["feishu"].unsigned = lambda case, body: case.body
