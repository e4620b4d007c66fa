"""Makes tests/message_signatures/cases.json: requests signed by http-message-signatures (PyPI), which
shares no code with the crate, and what an attacker makes of them; two examples of RFC 9421 as printed.

    pip install http-message-signatures && python tests/message_signatures/make.py > tests/message_signatures/cases.json
"""

import base64, datetime, hashlib, json
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from http_message_signatures import ContentDigest, HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms

NOW = 1790000000
URL = "https://app.example/hooks/a?x=1&y=%20"
BODY = '{"type":"payment.settled","name":"Größe"}'
KEYS = Path(__file__).parent.parent / "keys"
private = lambda name: serialization.load_pem_private_key((KEYS / name).read_bytes(), None)
public = lambda key: key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
ED = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a key of these tests").digest())
OTHER = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"another key").digest())
SHARED = "0f9b6c3e71d24a58b2c7e6d1a4f80935"
RSA, EC = private("rsa-private.pem"), private("ec-private.pem")
ALGORITHMS = {
    "hmac-sha256": (algorithms.HMAC_SHA256, SHARED.encode(), SHARED),
    "ed25519": (algorithms.ED25519, ED, public(ED)),
    "ecdsa-p256-sha256": (algorithms.ECDSA_P256_SHA256, EC, public(EC)),
    "rsa-pss-sha512": (algorithms.RSA_PSS_SHA512, RSA, public(RSA)),
    "rsa-v1_5-sha256": (algorithms.RSA_V1_5_SHA256, RSA, public(RSA)),
}
WHOLE = ("@method", "@target-uri", "content-digest")


def digest(body, *kinds):
    kinds = kinds or ("sha-256",)
    hashed = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512, "md5": hashlib.md5}
    return ", ".join(f"{kind}=:{base64.b64encode(hashed[kind](body.encode()).digest()).decode()}:" for kind in kinds)


class Keys(HTTPSignatureKeyResolver):
    def __init__(self, key):
        self.key = key

    def resolve_private_key(self, key_id):
        return self.key


class AsItIs(ContentDigest):
    """Has any digest signed, right or not."""

    @classmethod
    def prepare(cls, headers, body, *, use_existing_digest):
        pass


class Request:
    def __init__(self, **more):
        self.method, self.url, self.body = "POST", URL, BODY
        self.headers = {"Content-Type": "application/json", "Content-Digest": digest(BODY)}
        self.__dict__.update(more)


def signed(algorithm, components=WHOLE, request=None, key=None, created=NOW, expires=None, label="sig1", key_id="k1", alg=True, **more):
    request = request or Request()
    kind, own, _ = ALGORITHMS[algorithm]
    signer = HTTPMessageSigner(signature_algorithm=kind, key_resolver=Keys(key or own))
    signer.content_digest_class = AsItIs
    when = lambda seconds: seconds and datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    signer.sign(request, key_id=key_id, created=when(created), expires=when(expires), label=label, include_alg=alg,
                covered_component_ids=components, **more)
    return request


cases = []


def case(what, expect, request, scheme="ed25519", key=None, **more):
    # Of a header that stands twice, a list.
    headers = [[name, one] for name, value in request.headers.items() for one in (value if isinstance(value, list) else [value])]
    cases.append({
        "what": what, "expect": expect, "scheme": scheme, "key": key or ALGORITHMS[scheme.split()[0]][2],
        "method": request.method, "url": request.url, "headers": headers, "body": request.body, **more,
    })


def changed(request, **more):
    for name, value in more.items():
        if name in ("method", "url", "body"):
            setattr(request, name, value)
        elif value is None:
            del request.headers[name.replace("_", "-").title()]
        else:
            request.headers[name.replace("_", "-").title()] = value
    return request


for name in ALGORITHMS:
    case(f"{name}: genuine", "accepted", signed(name), name)
    case(f"{name}: genuine, no alg", "accepted", signed(name, alg=False), name)
    case(f"{name}: genuine, more covered", "accepted", signed(name, (*WHOLE, "@authority", "@scheme", "@path", "@query", "@request-target", "content-type")), name)
    case(f"{name}: the body changed", "digest_mismatch", changed(signed(name), body=BODY + " "), name)
    case(f"{name}: body and digest changed", "signature_mismatch", changed(signed(name), body="{}", content_digest=digest("{}")), name)
    case(f"{name}: the method changed", "signature_mismatch", changed(signed(name), method="PUT"), name)
    case(f"{name}: the query changed", "signature_mismatch", changed(signed(name), url=URL + "&z=1"), name)
    case(f"{name}: the path changed", "signature_mismatch", changed(signed(name), url=URL.replace("/a", "/b")), name)
    good = signed(name)
    for other in [*ALGORITHMS, "none", "", "hmac-sha512", name.upper()]:
        if other != name:
            text = good.headers["Signature-Input"].replace(f'alg="{name}"', f'alg="{other}"')
            case(f"{name}: alg {other!r}", "algorithm_mismatch", changed(signed(name), signature_input=text), name)

case("another key", "signature_mismatch", signed("ed25519", key=OTHER))
case("the public key as a shared secret", "signature_mismatch", signed("hmac-sha256", key=public(ED).encode(), alg=False))
for absent in WHOLE:
    left = tuple(one for one in WHOLE if one != absent)
    expect = "body_not_bound" if absent == "content-digest" else "not_covered"
    case(f"{absent} not covered", expect, signed("ed25519", left))
case("nothing covered", "not_covered", signed("ed25519", ()))
for ago, expect in [(0, "accepted"), (300, "accepted"), (301, "timestamp_too_old"), (-300, "accepted"), (-301, "timestamp_too_new"), (NOW - 1, "timestamp_too_old")]:
    case(f"created {ago} seconds ago", expect, signed("ed25519", created=NOW - ago))
case("expires in a second", "accepted", signed("ed25519", expires=NOW + 1))
case("expired a second ago", "timestamp_too_old", signed("ed25519", expires=NOW - 1))
case("with a nonce and a tag", "accepted", signed("ed25519", nonce="n-1", tag="webhook"))
case("the key's id is ours", "accepted", signed("ed25519"), id="k1")
case("the key's id is another", "key_unknown", signed("ed25519", key_id="k2"), id="k1")

# Labels.
case("the label that is demanded", "accepted", signed("ed25519", label="ours"), "ed25519 label")
case("another label", "signature_malformed", signed("ed25519", label="theirs"), "ed25519 label")
two = signed("ed25519", label="ours")
first = dict(two.headers)
extra = signed("ed25519", key=OTHER, label="theirs")
both = lambda a, b: {name: f"{a[name]}, {b[name]}" if name.startswith("Signature") else a[name] for name in a}
case("two labels, ours among them", "accepted", Request(headers=both(first, extra.headers)), "ed25519 label")
case("two labels, ours behind", "accepted", Request(headers=both(extra.headers, first)), "ed25519 label")
case("two labels where none is demanded", "signature_malformed", Request(headers=both(first, extra.headers)))
case("our label twice", "signature_malformed", Request(headers=both(first, first)), "ed25519 label")
case("the header twice", "signature_duplicate", changed(signed("ed25519"), signature=[signed("ed25519").headers["Signature"]] * 2))
case("the signature under another label", "signature_malformed", changed(signed("ed25519"), signature=signed("ed25519", label="other").headers["Signature"]))

# The form of the input.
good = signed("ed25519").headers["Signature-Input"]
for what, text in {
    "no list": "sig1",
    "empty": "sig1=",
    "no components' end": good.split(")")[0],
    "two blanks": good.replace('" "', '"  "', 1),
    "a blank before the end": good.replace('")', '" )'),
    "a comma for a blank": good.replace('" "', '","', 1),
    "a component twice": good.replace('"@method"', '"@method" "@method"'),
    "a component without quotes": good.replace('"@method"', "@method"),
    "an escape": good.replace('"@method"', '"@me\\thod"'),
    "a parameter of a component": good.replace('"content-digest"', '"content-digest";sf'),
    "a component of the request of a response": good.replace('"@method"', '"@method";req'),
    "created as a text": good.replace(f"created={NOW}", f'created="{NOW}"'),
    "created as a decimal": good.replace(f"created={NOW}", f"created={NOW}.0"),
    "created is negative": good.replace(f"created={NOW}", f"created=-{NOW}"),
    "created with a zero in front": good.replace(f"created={NOW}", f"created=0{NOW}"),
    "created twice": good.replace(f"created={NOW}", f"created={NOW};created={NOW}"),
    "created without a value": good.replace(f"created={NOW}", "created"),
    "alg twice": good + ';alg="ed25519"',
    "alg as a token": good.replace('alg="ed25519"', "alg=ed25519"),
    "an unknown parameter": good + ";other=1",
    "a quote that does not end": good + ';tag="x',
    "something behind": good + " x",
    "40 components": good.replace('"@method"', " ".join(f'"x-{n}"' for n in range(40)) + ' "@method"'),
}.items():
    case(f"input: {what}", "signature_malformed", changed(signed("ed25519"), signature_input=text))
case("input: not created", "timestamp_missing", changed(signed("ed25519"), signature_input=good.replace(f";created={NOW}", "")))
for what, component, expect in [
    ("an unknown derived component", "@other", "signature_malformed"),
    ("a response's component", "@status", "signature_malformed"),
    ("a query parameter", "@query-param", "signature_malformed"),
    ("a header in upper case", "X-Other", "signature_malformed"),
    ("a header that is not there", "x-other", "content_missing"),
]:
    case(f"input: {what}", expect, changed(signed("ed25519"), signature_input=good.replace('"@method"', f'"@method" "{component}"')))
case("input: no header", "signature_missing", changed(signed("ed25519"), signature_input=None))
case("no signature", "signature_missing", changed(signed("ed25519"), signature=None))
value = signed("ed25519").headers["Signature"]
for what, text in {
    "without colons": value.replace(":", ""),
    "one colon": value[:-1],
    "base64url": value.replace("+", "-").replace("/", "_").replace("=:", "=-:", 1),
    "no padding": value.replace("=:", ":").replace("=:", ":") if value.endswith("=:") else "sig1=:A:",
    "empty": "sig1=::",
    "a text": f'sig1="{value}"',
}.items():
    case(f"signature: {what}", "signature_malformed", changed(signed("ed25519"), signature=text))

# The digest.
for what, expect, text in [
    ("SHA-512", "accepted", digest(BODY, "sha-512")),
    ("both", "accepted", digest(BODY, "sha-256", "sha-512")),
    ("an unknown one beside it", "accepted", digest(BODY, "md5", "sha-256")),
    ("an unknown one alone", "body_not_bound", digest(BODY, "md5")),
    ("one right, one wrong", "digest_mismatch", digest(BODY, "sha-256") + ", " + digest("x", "sha-512")),
    ("one wrong, one right", "digest_mismatch", digest("x", "sha-256") + ", " + digest(BODY, "sha-512")),
    ("of no body", "digest_mismatch", digest("")),
    ("as a text", "content_malformed", f'sha-256="{hashlib.sha256(BODY.encode()).hexdigest()}"'),
    ("no pair", "content_malformed", "sha-256"),
]:
    request = Request(headers={"Content-Type": "application/json", "Content-Digest": text})
    # What the library does not sign is signed as the text that it is.
    case(f"digest: {what}", expect, signed("ed25519", request=request))
case("digest: the header gone", "content_missing", changed(signed("ed25519"), content_digest=None))
request = signed("ed25519", (*WHOLE, "x-list"), request=Request(headers={"Content-Digest": digest(BODY), "X-List": "a, b"}))
case("a header in two lines", "accepted", changed(request, x_list=["a", " b "]))
case("its lines the other way", "signature_mismatch", changed(request, x_list=["b", "a"]))

# RFC 9421, B.2.5 and B.2.6, as printed.
TEST = {"Host": "example.com", "Date": "Tue, 20 Apr 2021 02:07:55 GMT", "Content-Type": "application/json",
        "Content-Digest": "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
        "Content-Length": "18"}
printed = lambda **more: Request(url="https://example.com/foo?param=Value&Pet=dog", body='{"hello": "world"}', headers={**TEST, **more})
b25 = {"Signature-Input": 'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"', "Signature": "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:"}
b26 = {"Signature-Input": 'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"', "Signature": "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"}
B25_KEY = "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="
B26_KEY = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n"
case("RFC 9421, B.2.5", "accepted", printed(**b25), "b25", B25_KEY, now=1618884473)
case("RFC 9421, B.2.6", "accepted", printed(**b26), "b26", B26_KEY, now=1618884473)
case("RFC 9421, B.2.6, its date changed", "signature_mismatch", printed(**b26, Date="Tue, 20 Apr 2021 02:07:56 GMT"), "b26", B26_KEY, now=1618884473)
case("RFC 9421, B.2.6, where the body must be bound", "not_covered", printed(**b26), "ed25519", B26_KEY, now=1618884473)

made_by = "tests/message_signatures/make.py, with http-message-signatures from PyPI; RFC 9421 (appendix B.2) as printed"
print("{")
for name, value in {"made_by": made_by, "now": NOW}.items():
    print(f"{json.dumps(name)}: {json.dumps(value)},")
print('"cases": [')
print(",\n".join(json.dumps(one, ensure_ascii=False) for one in cases))
print("]}")
