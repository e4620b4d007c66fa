"""The SDKs of PyPI: how each verifies a request, and how it signs, if it does.

A function under `@verify(NAME)` imports the SDK and returns a function that returns false, or raises, for what the SDK
rejects. One under `@sign(NAME)` returns the headers of a request. The names are those of `sdks.tsv`.
"""

import datetime
import json

VERIFY, SIGN = {}, {}


def verify(name):
    def named(make):
        VERIFY[name] = make
        return make

    return named


def sign(name):
    def named(make):
        SIGN[name] = make
        return make

    return named


def utc(seconds):
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)


@verify("stripe")
def stripe():
    from stripe import WebhookSignature

    return lambda r: WebhookSignature.verify_header(r.body, r.headers.get("Stripe-Signature"), r.secret, 300)


@sign("stripe")
def stripe_sign():
    from stripe import WebhookSignature

    make = WebhookSignature.generate_signature_header
    return lambda r: [("Stripe-Signature", make(r.text, r.secret, int(r.time)))]


@verify("slack-sdk")
def slack():
    from slack_sdk.signature import SignatureVerifier

    return lambda r: SignatureVerifier(r.secret).is_valid_request(r.body, r.headers)


@sign("slack-sdk")
def slack_sign():
    from slack_sdk.signature import SignatureVerifier

    return lambda r: [
        ("X-Slack-Request-Timestamp", r.time),
        ("X-Slack-Signature", SignatureVerifier(r.secret).generate_signature(timestamp=r.time, body=r.body)),
    ]


@verify("svix")
def svix():
    from svix.webhooks import Webhook

    return lambda r: Webhook(r.secret).verify(r.body, r.headers)


@sign("svix")
def svix_sign():
    from svix.webhooks import Webhook

    return lambda r: [
        ("svix-id", r.id),
        ("svix-timestamp", r.time),
        ("svix-signature", Webhook(r.secret).sign(r.id, utc(r.time), r.text)),
    ]


@verify("standardwebhooks")
def standardwebhooks():
    from standardwebhooks import Webhook

    return lambda r: Webhook(r.secret).verify(r.body, r.headers, json_parse=False)


@sign("standardwebhooks")
def standardwebhooks_sign():
    from standardwebhooks import Webhook

    return lambda r: [
        ("webhook-id", r.id),
        ("webhook-timestamp", r.time),
        ("webhook-signature", Webhook(r.secret).sign(r.id, utc(r.time), r.text)),
    ]


@verify("squareup")
def square():
    from square.utils.webhooks_helper import verify_signature

    return lambda r: verify_signature(
        request_body=r.text,
        signature_header=r.headers.get("x-square-hmacsha256-signature"),
        signature_key=r.secret,
        notification_url=r.url,
    )


@verify("paddle-python-sdk")
def paddle():
    import logging

    from paddle_billing.Notifications import Secret, Verifier

    logging.disable(logging.CRITICAL)
    # Its default of 5 s is less than the age of some of the genuine requests.
    return lambda r: Verifier(60).verify(r, Secret(r.secret))


@verify("gocardless-pro")
def gocardless():
    from gocardless_pro import webhooks

    return lambda r: webhooks._verify_signature(r.body, r.secret, r.headers.get("Webhook-Signature"))


@verify("razorpay")
def razorpay():
    import razorpay

    utility = razorpay.Client(auth=("key", "secret")).utility
    return lambda r: utility.verify_webhook_signature(r.text, r.headers.get("X-Razorpay-Signature"), r.secret)


@verify("Adyen")
def adyen():
    from Adyen.util import is_valid_hmac_notification

    return lambda r: bool(is_valid_hmac_notification(json.loads(r.body), r.secret))


@verify("twilio")
def twilio():
    from urllib.parse import parse_qsl

    from twilio.request_validator import RequestValidator

    class Form(dict):
        """A form as Django gives it."""

        def getlist(self, name):
            return self[name]

    def call(r):
        signature = r.headers.get("X-Twilio-Signature")
        if r.headers.get("Content-Type") != "application/x-www-form-urlencoded":
            return RequestValidator(r.secret).validate(r.url, r.text, signature)
        form = Form()
        for name, value in parse_qsl(r.text, keep_blank_values=True):
            form.setdefault(name, []).append(value)
        return RequestValidator(r.secret).validate(r.url, form, signature)

    return call


@verify("sendgrid")
def sendgrid():
    from sendgrid.helpers.eventwebhook import EventWebhook

    prefix = "X-Twilio-Email-Event-Webhook-"
    return lambda r: EventWebhook(r.secret).verify_signature(
        r.text, r.headers.get(prefix + "Signature"), r.headers.get(prefix + "Timestamp")
    )


@verify("braintree")
def braintree():
    import braintree
    from urllib.parse import parse_qs

    def call(r):
        gateway = braintree.BraintreeGateway(
            braintree.Configuration(braintree.Environment.Sandbox, "merchant", r.options["public_key"], r.secret)
        )
        form = parse_qs(r.text, keep_blank_values=True)
        gateway.webhook_notification.parse(form["bt_signature"][0], form["bt_payload"][0])

    return call


@verify("mollie-api-py")
def mollie():
    from mollie.webhooks.signature_validator import SignatureValidator

    return lambda r: SignatureValidator(r.secret).validate_payload(r.body, r.headers.get("X-Mollie-Signature"))


@verify("coinbase-commerce")
def coinbase_commerce():
    from coinbase_commerce.webhook import WebhookSignature

    return lambda r: WebhookSignature.verify_sig_header(r.text, r.headers.get("X-CC-Webhook-Signature"), r.secret)


@verify("line-bot-sdk")
def line():
    from linebot.v3.webhook import SignatureValidator

    return lambda r: SignatureValidator(r.secret).validate(r.text, r.headers.get("x-line-signature"))


@verify("discord-interactions")
def discord():
    import discord_interactions

    discord_interactions.print = lambda *values: None
    return lambda r: discord_interactions.verify_key(
        r.body, r.headers.get("X-Signature-Ed25519"), r.headers.get("X-Signature-Timestamp"), r.secret
    )


@verify("telnyx")
def telnyx():
    from telnyx.lib.webhook_verification import verify_webhook_signature

    return lambda r: verify_webhook_signature(r.body, r.headers, r.secret)


@verify("vonage-jwt")
def vonage():
    from vonage_jwt.verify_jwt import verify_signature

    return lambda r: verify_signature(bearer(r), r.secret)


def bearer(r):
    return r.headers["Authorization"].split("Bearer ")[1]


@verify("messagebird")
def messagebird():
    from messagebird.request_validator import RequestValidator

    return lambda r: RequestValidator(r.secret).validate_signature(r.headers.get("MessageBird-Signature-JWT"), r.url, r.body)


@verify("plivo")
def plivo():
    from urllib.parse import parse_qs

    from plivo.utils import validate_v3_signature

    def call(r):
        params = {name: values if len(values) > 1 else values[0] for name, values in parse_qs(r.text, keep_blank_values=True).items()}
        nonce, signature = r.headers.get("X-Plivo-Signature-V3-Nonce"), r.headers.get("X-Plivo-Signature-V3")
        return validate_v3_signature(r.method, r.url, nonce, r.secret, signature, params)

    return call


@verify("sinch")
def sinch():
    from sinch.domains.authentication.sinch_events.v1.authentication_validation import (
        validate_sinch_event_signature_with_nonce as validate,
    )

    return lambda r: validate(r.secret, r.headers, r.text)


@verify("workos")
def workos():
    from workos.webhooks._verification import verify_header

    return lambda r: verify_header(event_body=r.body, event_signature=r.headers.get("WorkOS-Signature"), secret=r.secret)


@verify("hubspot-api-client")
def hubspot():
    from urllib.parse import unquote

    from hubspot.utils.signature import Signature

    return lambda r: Signature.is_valid(
        signature=r.headers.get("X-HubSpot-Signature-v3"),
        client_secret=r.secret,
        request_body=r.text,
        http_uri=unquote(r.url),
        http_method=r.method,
        signature_version="v3",
        timestamp=r.headers.get("X-HubSpot-Request-Timestamp"),
    )


@verify("box-sdk-gen")
def box():
    from box_sdk_gen.managers.webhooks import WebhooksManager

    # The crate's `Sender` adds these headers, `sign` does not.
    usual = {"box-signature-version": "1", "box-signature-algorithm": "HmacSHA256"}
    return lambda r: WebhooksManager.validate_message(r.text, {**usual, **r.headers}, r.secret)


@verify("pusher")
def pusher():
    from pusher import Pusher

    def call(r):
        client = Pusher("1", r.options["app_key"], r.secret)
        return client.validate_webhook(r.headers.get("X-Pusher-Key"), r.headers.get("X-Pusher-Signature"), r.text) is not None

    return call


@verify("stream-chat")
def stream_chat():
    from stream_chat import StreamChat

    return lambda r: StreamChat("key", r.secret).verify_webhook(r.body, r.headers.get("X-Signature"))


@verify("getstream")
def getstream():
    from getstream.webhook import verify_webhook_signature

    return lambda r: verify_webhook_signature(r.body, r.headers.get("X-Signature"), r.secret)


@verify("livekit-api")
def livekit():
    from livekit.api import TokenVerifier, WebhookReceiver

    return lambda r: WebhookReceiver(TokenVerifier("key", r.secret)).receive(r.text, r.headers.get("Authorization"))


@verify("cloudinary")
def cloudinary():
    import cloudinary
    from cloudinary.utils import verify_notification_signature

    def call(r):
        cloudinary.config(api_secret=r.secret)
        return verify_notification_signature(r.text, r.headers.get("X-Cld-Timestamp"), r.headers.get("X-Cld-Signature"))

    return call


def or_not_json(call):
    """Returns a call that accepts what the SDK fails to parse once its signature was verified."""

    def accepting(r):
        try:
            return call(r)
        except json.JSONDecodeError:
            return True

    return accepting


@verify("resend")
def resend():
    import resend

    def call(r):
        headers = {key: r.headers.get("svix-" + key) for key in ("id", "timestamp", "signature")}
        try:
            resend.Webhooks.verify({"payload": r.text, "headers": headers, "webhook_secret": r.secret})
        except ValueError as error:
            # What was verified, but is not JSON.
            if "JSON" not in str(error):
                raise

    return call


@verify("polar-sdk")
def polar():
    from polar.webhooks import _verify_signature

    return lambda r: _verify_signature(r.text, r.headers, r.secret)


@verify("increase")
def increase():
    from increase import Increase

    client = Increase(api_key="key")
    return or_not_json(lambda r: bool(client.events.unwrap(r.text, headers=r.headers, key=r.secret)) or True)


@verify("modern-treasury")
def modern_treasury():
    from modern_treasury import ModernTreasury

    client = ModernTreasury(api_key="key", organization_id="organization")
    return lambda r: client.webhooks.validate_signature(r.text, r.headers, key=r.secret)


@sign("modern-treasury")
def modern_treasury_sign():
    from modern_treasury import ModernTreasury

    client = ModernTreasury(api_key="key", organization_id="organization")
    return lambda r: [("X-Signature", client.webhooks.get_signature(r.text, key=r.secret))]


@verify("lithic")
def lithic():
    from lithic import Lithic

    client = Lithic(api_key="key")
    return or_not_json(lambda r: client.webhooks.verify_signature(r.body, r.headers, secret=r.secret))


@verify("openai")
def openai():
    from openai import OpenAI

    client = OpenAI(api_key="key")
    return lambda r: client.webhooks.verify_signature(r.body, r.headers, secret=r.secret)


@verify("anthropic")
def anthropic():
    from anthropic import Anthropic

    client = Anthropic(api_key="key")
    return or_not_json(lambda r: bool(client.beta.webhooks.unwrap(r.text, headers=r.headers, key=r.secret)) or True)


@verify("replicate")
def replicate():
    from replicate.webhook import Webhooks, WebhookSigningSecret

    return lambda r: Webhooks.validate(headers=r.headers, body=r.text, secret=WebhookSigningSecret(key=r.secret), tolerance=300)


@verify("elevenlabs")
def elevenlabs():
    from elevenlabs import ElevenLabs

    client = ElevenLabs(api_key="key")
    return or_not_json(lambda r: bool(client.webhooks.construct_event(r.text, r.headers.get("ElevenLabs-Signature"), r.secret)) or True)


@verify("cashfree-pg")
def cashfree():
    from cashfree_pg.api_client import Cashfree

    def call(r):
        client = Cashfree(XClientId="id", XClientSecret=r.secret, XEnvironment=Cashfree.SANDBOX)
        client.PGVerifyWebhookSignature(r.headers.get("x-webhook-signature"), r.text, r.headers.get("x-webhook-timestamp"))

    return or_not_json(call)


@verify("paytmchecksum")
def paytm():
    from urllib.parse import parse_qsl

    from paytmchecksum.PaytmChecksum import verifySignature

    def call(r):
        params = dict(parse_qsl(r.text, keep_blank_values=True))
        return verifySignature(params, r.secret, params.get("CHECKSUMHASH"))

    return call


@verify("wechatpayv3")
def wechat_pay():
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from wechatpayv3.utils import rsa_verify

    def call(r):
        header = lambda name: r.headers.get("Wechatpay-" + name)
        key = load_pem_public_key(r.secret.encode())
        return rsa_verify(header("Timestamp"), header("Nonce"), r.text, header("Signature"), key)

    return call


@verify("alipay-sdk-python")
def alipay():
    from urllib.parse import parse_qsl

    from alipay.aop.api.util.SignatureUtils import get_sign_content, verify_with_rsa

    def call(r):
        params = dict(parse_qsl(r.text, keep_blank_values=True))
        signature = params.pop("sign")
        params.pop("sign_type", None)
        return verify_with_rsa(r.secret, get_sign_content(params).encode(), signature)

    return call


@verify("onfido-python")
def onfido():
    from onfido import WebhookEventVerifier
    from onfido.webhook_event_verifier import OnfidoInvalidSignatureError

    def call(r):
        try:
            WebhookEventVerifier(r.secret).read_payload(r.text, r.headers.get("X-SHA2-Signature"))
        except OnfidoInvalidSignatureError:
            return False
        except ValueError as error:
            # What was verified, but is not an event of its models.
            if isinstance(error, UnicodeDecodeError):
                raise

    return call


@verify("retell-sdk")
def retell():
    from retell.lib.webhook_auth import verify

    return lambda r: verify(r.text, r.secret, r.headers.get("X-Retell-Signature"))


@sign("retell-sdk")
def retell_sign():
    from retell.lib.webhook_auth import symmetric

    return lambda r: [("X-Retell-Signature", symmetric["sign"](r.text, r.secret, int(r.time)))]


@verify("finch-api")
def finch():
    from finch import Finch

    client = Finch(client_id="id", client_secret="secret")
    return lambda r: client.webhooks.verify_signature(r.body, r.headers, secret=r.secret)


@verify("smartcar")
def smartcar():
    import smartcar

    return lambda r: smartcar.verify_payload(r.secret, r.headers.get("SC-Signature"), r.text)


@sign("smartcar")
def smartcar_sign():
    import smartcar

    return lambda r: [("SC-Signature", smartcar.hash_challenge(r.secret, r.text))]


@verify("terra-python")
def terra():
    from terra.utils.verify_signature import verify_terra_webhook_signature

    return lambda r: verify_terra_webhook_signature(r.text, r.headers.get("terra-signature"), r.secret)


@verify("pycronofy")
def cronofy():
    from pycronofy import Client

    return lambda r: Client(client_id="id", client_secret=r.secret).hmac_valid(r.headers.get("Cronofy-HMAC-SHA256"), r.text)


@verify("easypost")
def easypost():
    from easypost.util import validate_webhook

    return or_not_json(lambda r: bool(validate_webhook(r.body, r.headers, r.secret)) or True)


@verify("viberbot")
def viber():
    from viberbot import Api
    from viberbot.api.bot_configuration import BotConfiguration

    return lambda r: Api(BotConfiguration(r.secret, "bot", "avatar")).verify_signature(
        r.body, r.headers.get("X-Viber-Content-Signature")
    )


@verify("dodopayments")
def dodo():
    from dodopayments import DodoPayments

    client = DodoPayments(bearer_token="key")
    return or_not_json(lambda r: bool(client.webhooks.unwrap(r.text, headers=r.headers, key=r.secret)) or True)


@verify("readme-metrics")
def readme():
    from readme_metrics.VerifyWebhook import VerifyWebhook

    return lambda r: bool(VerifyWebhook(json.loads(r.text), r.headers.get("ReadMe-Signature"), r.secret)) or True


@verify("orb-billing")
def orb():
    from orb import Orb

    client = Orb(api_key="key")
    return lambda r: client.webhooks.verify_signature(r.body, r.headers, secret=r.secret)


@verify("lark-oapi")
def feishu():
    from lark_oapi.core.model import RawRequest
    from lark_oapi.event.dispatcher_handler import EventDispatcherHandler

    def call(r):
        handler = EventDispatcherHandler.builder(r.secret, "").build()
        request = RawRequest()
        request.uri, request.body, request.headers = r.url, r.body, r.headers
        return handler._verify_sign(request, r.secret)

    return call


@verify("mercadopago")
def mercado_pago():
    from urllib.parse import parse_qs, urlsplit

    from mercadopago.webhook.validator import WebhookSignatureValidator

    def call(r):
        data_id = parse_qs(urlsplit(r.url).query).get("data.id", [None])[0]
        # As its documentation asks.
        data_id = data_id and data_id.lower()
        WebhookSignatureValidator.validate(r.headers.get("x-signature"), r.headers.get("x-request-id"), data_id, r.secret)

    return call


@verify("dropbox-sign")
def dropbox_sign():
    from urllib.parse import parse_qs

    from dropbox_sign import EventCallbackHelper
    from dropbox_sign.models import EventCallbackRequest

    def call(r):
        # A form, or the only part of a multipart body.
        text = r.text.split("\r\n\r\n")[1].split("\r\n--")[0] if r.text.startswith("--") else parse_qs(r.text)["json"][0]
        event = EventCallbackRequest.init(json.loads(text))
        return EventCallbackHelper.is_valid(r.secret, event)

    return call


@verify("mailtrap")
def mailtrap():
    from mailtrap.webhooks import verify_signature

    return lambda r: verify_signature(r.body, r.headers.get("Mailtrap-Signature"), r.secret)


@verify("convoy-python")
def convoy():
    from convoy.utils.webhook import Webhook

    # It returns a text for a wrong signature.
    return lambda r: Webhook(r.secret).verify_signature(r.text, r.headers.get("X-Convoy-Signature")) is True


@verify("mailgun")
def mailgun():
    from mailgun.security import SecurityGuard

    def call(r):
        part = json.loads(r.text)["signature"]
        return SecurityGuard.verify_webhook(r.secret, part["token"], part["timestamp"], part["signature"])

    return call
