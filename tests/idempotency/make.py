"""Makes tests/idempotency/keys.json: idempotency keys computed from the table in the documentation
of `idempotency::Key` with nothing but hashlib. A key that changes doubles every event in flight, so
these never change: a new derivation is a new version, with a file of its own.

    python tests/idempotency/make.py > tests/idempotency/keys.json
"""

import hashlib, json

VERSION = b"webhook-receiver/idempotency/1"


def lp(data):
    data = data.encode() if isinstance(data, str) else data
    return len(data).to_bytes(8, "big") + data


def sha(data):
    return hashlib.sha256(data).digest()


def key(provider, scope, tag, material):
    return sha(VERSION + lp(provider) + lp(scope) + bytes([tag]) + lp(material))


def identity(*pieces):
    return sha(b"".join(map(lp, pieces)))


cases = []


def case(what, row, expected, body, scope="", **more):
    cases.append({"what": what, "row": row, "scope": scope, "body": body, "key": expected.hex(), **more})


# Rows that the test declares.
SIGNED = '{"id":"evt_1","type":"paid"}'
case("a signed id of an event", "signed-id", key("signed-id", "", 1, "evt_1"), SIGNED)
case("the same within a scope", "signed-id", key("signed-id", "second", 1, "evt_1"), SIGNED, "second")
case("other content under the same signed id", "signed-id", key("signed-id", "", 1, "evt_1"), '{"id":"evt_1","try":2}')
case("an id that is not ASCII", "signed-id", key("signed-id", "", 1, "größe"), '{"id":"gr\\u00f6\\u00dfe"}')
case("an id of 255 bytes", "signed-id", key("signed-id", "", 1, "x" * 255), '{"id":"%s"}' % ("x" * 255))
long = '{"id":"%s"}' % ("x" * 256)
case("an id that is too long", "signed-id", key("signed-id", "", 2, identity(long)), long)
case("an empty id", "signed-id", key("signed-id", "", 2, identity('{"id":""}')), '{"id":""}')
case("no id", "signed-id", key("signed-id", "", 2, identity("{}")), "{}")
case("an empty body", "signed-id", key("signed-id", "", 2, identity("")), "")
case("an id of an object", "object-id", key("object-id", "", 2, identity(SIGNED)), SIGNED)
case("an id of a batch's first item", "batch-id", key("batch-id", "", 2, identity(SIGNED)), SIGNED)
case("an id of which nothing is known", "unknown-id", key("unknown-id", "", 2, identity(SIGNED)), SIGNED)
case("an unsigned id, ignored", "unsigned-id", key("unsigned-id", "", 2, identity("{}")), "{}", id="one", unsigned="ignore")
case("an unsigned id, included", "unsigned-id", key("unsigned-id", "", 3, lp(identity("{}")) + lp("one")), "{}", id="one", unsigned="include")
case("no id where one could be included", "unsigned-id", key("unsigned-id", "", 2, identity("{}")), "{}", unsigned="include")
case("a token and an id of an event", "token", key("token", "", 4, "evt_1"), SIGNED)
case("a token and no id", "token", key("token", "", 4, identity("{}")), "{}")
case("an event's name that is signed and not in the body", "signed-kind", key("signed-kind", "", 2, identity("{}", "paid")), "{}", kind="paid")
case("a signed URL", "signed-url", key("signed-url", "", 2, identity("{}", "/hooks?a=1&b=%C3%BC")), "{}")
case("signed fields", "fields", key("fields", "", 2, identity("7|paid")), '{"order":"7","state":"paid","at":1790000000,"other":1}')
case("the same signed fields", "fields", key("fields", "", 2, identity("7|paid")), '{"other":2, "state":"paid","order":"7","at":1790000000}')

# Rows of the crate whose signed form is another one than the body.
URL = "/hooks?a=1&b=%C3%BC"
FORM = "To=%2B1&Body=Gr%C3%BC%C3%9Fe&From=%2B2&Body=Gr%C3%BC%C3%9Fe"
fields = URL + "BodyGrüßeFrom+2To+1"
case("Twilio: distinct fields, sorted", "twilio", key("twilio", "", 2, identity(fields)), FORM, form=True, unsigned="ignore")
case("Twilio: the same fields in another order", "twilio", key("twilio", "", 2, identity(fields)), "From=%2B2&To=%2B1&Body=Gr%c3%bc%c3%9fe", form=True, unsigned="ignore")
case("Plivo: sorted fields, without the nonce", "plivo", key("plivo", "", 2, identity("/hooks?a=1&b=ü.CallUUID7Eventring.")), "Event=ring&CallUUID=7", form=True)
case("Mandrill: the field of events", "mandrill", key("mandrill", "", 2, identity(URL + "mandrill_events[]")), "mandrill_events=%5B%5D", form=True)
case("Forgejo: the form's field", "forgejo", key("forgejo", "", 2, identity('{"a":1}')), "payload=%7B%22a%22%3A1%7D", form=True, unsigned="ignore")
case("NOWPayments: sorted members", "nowpayments", key("nowpayments", "", 2, identity('{"a":{"c":"ü","d":1.50},"b":[2,1]}')), '{"b":[2, 1], "a":{"d":1.50,"c":"\\u00fc"}}')
item = lambda ref, event: {"NotificationRequestItem": {"pspReference": ref, "merchantAccountCode": "m", "amount": {"value": 100, "currency": "EUR"}, "eventCode": event, "success": "true"}}
adyen = lambda *items: json.dumps({"live": "false", "notificationItems": list(items)})
both = identity("r1::m::100:EUR:AUTHORISATION:true", "r2::m::100:EUR:CAPTURE:true")
case("Adyen: the signed fields of each item", "adyen", key("adyen", "", 2, both), adyen(item("r1", "AUTHORISATION"), item("r2", "CAPTURE")))
case("Adyen: the items in another order", "adyen", key("adyen", "", 2, both), adyen(item("r2", "CAPTURE"), item("r1", "AUTHORISATION")))
case("Paytm: values by name", "paytm", key("paytm", "", 2, identity("o1|TXN_SUCCESS|2026|")), "TXNID=2026&ORDERID=o1&STATUS=TXN_SUCCESS", form=True)
case("iyzico: the signed fields", "iyzico", key("iyzico", "", 2, identity("PAY7c1SUCCESS")), '{"iyziEventType":"PAY","paymentId":7,"paymentConversationId":"c1","status":"SUCCESS","other":1}')

# Keys that the caller makes.
custom = key("signed-id", "acct_1", 5, lp("evt_1") + lp(b"\x00\xff"))
derived = {
    "custom": custom.hex(),
    "custom_within_tenant": key(custom, "t-1", 8, b"").hex(),
    "item": key(custom, "", 6, "item-1").hex(),
    "step": key(custom, "", 7, "ship").hex(),
    "tenant": key("signed-id", "t-1", 1, "evt_1").hex(),
}

print(json.dumps({"cases": cases, "derived": derived}, indent=1, ensure_ascii=False))
