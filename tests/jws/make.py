"""Makes tests/jws/cases.json: tokens for tests/it/jwt.rs, made and signed by joserfc (PyPI) and
cryptography, which share no code with the crate. Genuine tokens, and the attacks of RFC 8725.

    pip install joserfc && python tests/jws/make.py > tests/jws/cases.json
"""

import base64, hashlib, hmac, json

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey

NOW = 1790000000
BODY = '{"event":"größe"}'
HASH = hashlib.sha256(BODY.encode()).hexdigest()
CLAIMS = {"iss": "sender", "aud": "us", "iat": NOW - 5, "exp": NOW + 60, "sha256": HASH}

b64 = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
unb64 = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
dump = lambda value: json.dumps(value, separators=(",", ":")).encode()

rs, rs_other = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
p256, p256_other = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
p521, p521_other = ECKey.generate_key("P-521"), ECKey.generate_key("P-521")
hs, hs_other = OctKey.generate_key(256), OctKey.generate_key(256)
# The crate takes a shared secret as text.
hs = OctKey.import_key(b64(hs.raw_value).encode())
hs_other = OctKey.import_key(b64(hs_other.raw_value).encode())

KEYS = {
    "HS256": (hs, hs_other),
    "RS256": (rs, rs_other),
    "RS512": (rs, rs_other),
    "PS256": (rs, rs_other),
    "ES256": (p256, p256_other),
    "ES512": (p521, p521_other),
}
ALL = list(KEYS) + ["HS384", "HS512", "RS384", "PS384", "PS512", "ES384"]

cases = []


def pasted(alg, key):
    return key.raw_value.decode() if alg == "HS256" else key.as_pem(private=False).decode()


def case(what, scheme, expect, token, keys, **more):
    cases.append({"what": what, "scheme": scheme, "expect": expect, "token": token, "keys": keys, **more})


def signing(alg, key, signed):
    """The signature of any bytes, also of those that joserfc would not make a token of."""
    registry = jws.JWSRegistry(algorithms=ALL)
    return b64(registry.get_alg(alg).sign(signed, key))


def token(alg, key, header=None, claims=CLAIMS):
    header = header if isinstance(header, bytes) else dump({"alg": alg, "typ": "JWT", **(header or {})})
    payload = claims if isinstance(claims, bytes) else dump(claims)
    signed = f"{b64(header)}.{b64(payload)}"
    return f"{signed}.{signing(alg, key, signed.encode())}"


# RFC 7515, appendix A, and RFC 7797, section 4.2, as printed.
A1_KEY = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
A1 = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
A2 = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
A2_KEY = {"kty": "RSA", "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ", "e": "AQAB"}
A3 = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
A3_KEY = {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
A4 = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"
A4_KEY = {"kty": "EC", "crv": "P-521", "x": "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk", "y": "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}
RFC_NOW = 1300819300
for what, alg, text, key in [
    ("RFC 7515, A.2", "RS256", A2, A2_KEY),
    ("RFC 7515, A.3", "ES256", A3, A3_KEY),
]:
    case(what, f"{alg} body", "accepted", text, [json.dumps(key)], now=RFC_NOW)
    case(f"{what}, after it expired", f"{alg} body", "timestamp_too_old", text, [json.dumps(key)], now=RFC_NOW + 200)
case("RFC 7515, A.1", "HS256 body", "accepted", A1, [{"b64url": A1_KEY}], now=RFC_NOW)
case("RFC 7515, A.1, after it expired", "HS256 body", "timestamp_too_old", A1, [{"b64url": A1_KEY}], now=RFC_NOW + 200)
case("RFC 7515, A.4: its payload is no JSON", "ES512 detached", "accepted", A4.replace(".UGF5bG9hZA.", ".."), [json.dumps(A4_KEY)], body="Payload")
case("RFC 7515, A.4, another payload", "ES512 detached", "signature_mismatch", A4.replace(".UGF5bG9hZA.", ".."), [json.dumps(A4_KEY)], body="payload")
case("RFC 7515, A.5: unsecured", "HS256 body", "algorithm_mismatch", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.", [{"b64url": A1_KEY}], now=RFC_NOW)
B42 = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY"
case("RFC 7797, 4.2", "HS256 raw", "accepted", B42, [{"b64url": A1_KEY}], body="$.02")
case("RFC 7797, 4.2, another payload", "HS256 raw", "signature_mismatch", B42, [{"b64url": A1_KEY}], body="$.03")
case("RFC 7797, 4.2, where base64url is signed", "HS256 detached", "token_extension", B42, [{"b64url": A1_KEY}], body="$.02")

for alg, (key, other) in KEYS.items():
    scheme, keys, pem = f"{alg} hash", [pasted(alg, key)], pasted(alg, key)
    good = token(alg, key)
    header, payload, signature = good.split(".")
    add = lambda what, expect, text, **more: case(f"{alg}: {what}", scheme, expect, text, more.pop("keys", keys), **more)
    mismatch, form, encoding = "signature_mismatch", "signature_malformed", "signature_malformed"

    add("genuine", "accepted", good)
    add("genuine, without typ", "accepted", token(alg, key, dump({"alg": alg})))
    add("genuine, with a kid where the key has no id", "accepted", token(alg, key, {"kid": "any"}))
    add("genuine, members that are not read", "accepted", token(alg, key, {"cty": "JWT", "x5t": "AA"}))
    add("genuine, blanks in the JSON", "accepted", token(alg, key, f'{{ "alg" : "{alg}" }}'.encode()))

    # RFC 8725, 2.1 and 3.1: weak signatures, and the algorithm from the token.
    for none in ["none", "None", "NONE", "nOnE", "", "null", " ", alg.lower(), alg + " ", alg + "\0"]:
        for left in ["", signature]:
            text = f'{b64(dump({"alg": none, "typ": "JWT"}))}.{payload}.{left}'
            add(f"alg {none!r}, {'signature kept' if left else 'no signature'}", "algorithm_mismatch", text)
    for value in ["null", "0", "[]", "{}", f'["{alg}"]', "true"]:
        add(f"alg is {value}", form, f'{b64(f"""{{"alg":{value}}}""".encode())}.{payload}.{signature}')
    add("no alg", form, f'{b64(b"{}")}.{payload}.{signature}')
    add("alg stands twice", form, token(alg, key, f'{{"alg":"{alg}","alg":"none"}}'.encode()))
    add("alg stands twice, the other way", form, token(alg, key, f'{{"alg":"none","alg":"{alg}"}}'.encode()))
    add("no signature", encoding, f"{header}.{payload}.")

    # Algorithm confusion: each other algorithm, honestly signed with what its key could be.
    for wrong in ALL:
        if wrong == alg:
            continue
        if wrong.startswith("HS"):
            # The public key as the shared secret, in each form.
            forms = {"PEM": pem.encode(), "PEM, no line at the end": pem.strip().encode(), "JWK": json.dumps(key.as_dict(private=False)).encode() if alg != "HS256" else key.raw_value}
            if alg == "HS256":
                forms = {"the very secret": key.raw_value}
            for name, raw in forms.items():
                add(f"{wrong} keyed with the {name}", "algorithm_mismatch", token(wrong, OctKey.import_key(raw)))
        else:
            made = {"R": rs_other, "P": rs_other}.get(wrong[0]) or {"ES256": p256_other, "ES512": p521_other}.get(wrong) or ECKey.generate_key("P-384")
            add(f"{wrong} with a key of its own", "algorithm_mismatch", token(wrong, made))
    if alg != "HS256":
        # The header says what it must, and the signature is an HMAC keyed with the public key.
        signed = f"{header}.{payload}"
        mac = b64(hmac.new(pem.encode(), signed.encode(), hashlib.sha256).digest())
        add("an HMAC keyed with the PEM, under the right name", mismatch, f"{signed}.{mac}")

    # Keys that the token brings along.
    add("signed with another key", mismatch, token(alg, other))
    if alg != "HS256":
        add("another key in `jwk`", mismatch, token(alg, other, {"jwk": other.as_dict(private=False)}))
    add("another key at `jku`", mismatch, token(alg, other, {"jku": "https://evil.example/jwks"}))
    add("another key at `x5u`", mismatch, token(alg, other, {"x5u": "https://evil.example/cert"}))
    add("another key in `x5c`", mismatch, token(alg, other, {"x5c": ["AAAA"]}))
    for kid in ["../../dev/null", "' OR 1=1 --", "k2\0", "", "K1", "k1 "]:
        add(f"kid {kid!r}, of no key here", "key_unknown", token(alg, key, {"kid": kid}), ids=["k1"])
    add("kid of the other of two keys", mismatch, token(alg, key, {"kid": "k2"}), keys=[pem, pasted(alg, other)], ids=["k1", "k2"])
    add("kid of its own of two keys", "accepted", token(alg, other, {"kid": "k2"}), keys=[pem, pasted(alg, other)], ids=["k1", "k2"])
    add("kid is a number", form, token(alg, key, {"kid": 1}))

    # Extensions (RFC 7515, 4.1.11).
    for name, extra in [
        ("crit of an unknown extension", {"crit": ["exp"], "exp": 1}),
        ("crit of b64", {"crit": ["b64"], "b64": True}),
        ("b64 false, signed over the raw payload", {"crit": ["b64"], "b64": False}),
        ("b64 without crit", {"b64": False}),
        ("an empty crit", {"crit": []}),
        ("b64 true", {"b64": True}),
    ]:
        add(name, "token_extension", token(alg, key, extra))
    for value in [None, "exp", 1]:
        add(f"crit is {value!r}", form, token(alg, key, {"crit": value}))

    # The form.
    for name, text in [
        ("two parts", f"{header}.{payload}"),
        ("four parts", f"{good}.{signature}"),
        ("five parts, as an encrypted token has", f"{good}.AA.AA"),
        ("padding behind the signature", good + "="),
        ("padding inside the header", f"{header}=.{payload}.{signature}"),
        ("a blank in the payload", f"{header}.{payload[:8]} {payload[8:]}.{signature}"),
        ("standard base64 in the signature", f"{header}.{payload}.{'+' + signature[1:]}"),
        ("bits behind the signature's end", good[:-1] + chr(ord(good[-1]) + 1)) if len(unb64(signature)) % 3 else ("a dot behind", good + "."),
        ("an empty header", f".{payload}.{signature}"),
        ("an empty payload", f"{header}..{signature}"),
        ("a header that is no JSON", f'{b64(b"alg")}.{payload}.{signature}'),
        ("a header that is a list", f'{b64(b"[]")}.{payload}.{signature}'),
        ("something behind the header's JSON", f'{b64(dump({"alg": alg}) + b"{}")}.{payload}.{signature}'),
        ("the JSON serialization", dump({"payload": payload, "protected": header, "signature": signature}).decode()),
        ("only dots", ".."),
        ("a token in a token", token(alg, key, {"cty": "JWT"}, token(alg, key).encode())),
        ("claims that are a list", token(alg, key, None, b"[]")),
        ("claims that are a text", token(alg, key, None, b'"claims"')),
    ]:
        add(name, form, text)

    # Bits.
    raw = unb64(signature)
    for at in (0, len(raw) // 2, len(raw) - 1):
        changed = bytes(byte ^ (at == index) for index, byte in enumerate(raw))
        add(f"bit {at * 8} of the signature turned", mismatch, f"{header}.{payload}.{b64(changed)}")
    add("the signature cut by a byte", mismatch, f"{header}.{payload}.{b64(raw[:-1])}")
    add("a zero behind the signature", mismatch, f"{header}.{payload}.{b64(raw + bytes(1))}")
    add("a zero before the signature", mismatch, f"{header}.{payload}.{b64(bytes(1) + raw)}")
    add("a signature of zeros", mismatch, f"{header}.{payload}.{b64(bytes(len(raw)))}")
    add("a signature of one byte", mismatch, f"{header}.{payload}.{b64(bytes(1))}")
    later = b64(dump({**CLAIMS, "exp": NOW + 9000}))
    add("claims replaced, signature kept", mismatch, f"{header}.{later}.{signature}")
    add("header replaced, signature kept", mismatch, f'{b64(dump({"alg": alg}))}.{payload}.{signature}')
    if alg.startswith("ES"):
        half = len(raw) // 2
        r, s = int.from_bytes(raw[:half]), int.from_bytes(raw[half:])
        n = {
            "ES256": 2**256 - 2**224 + 2**192 - 0x4319055258E8617B0C46353D039CDAAF,
            "ES512": 2**521 - 0x5AE79787C40D069948033FEB708F65A2FC44A36477663B851449048E16EC79BF7,
        }[alg]
        pair = lambda r, s: f"{header}.{payload}.{b64(r.to_bytes(half) + s.to_bytes(half))}"
        add("the signature in DER", mismatch, f"{header}.{payload}.{b64(encode_dss_signature(r, s))}")
        for name, (one, two) in {"r = 0": (0, s), "s = 0": (r, 0), "r = s = 0": (0, 0), "r = n": (n, s), "s = n": (r, n), "r = s = n": (n, n), "r = s = 1": (1, 1), "r + n": (min(r + n, 2 ** (half * 8) - 1), s)}.items():
            add(name, mismatch, pair(one, two))
    if alg in ("RS256", "PS256"):
        swapped = {"RS256": "PS256", "PS256": "RS256"}[alg]
        signed = f"{header}.{payload}"
        add(f"{swapped} under the name {alg}", mismatch, f"{signed}.{signing(swapped, key, signed.encode())}")
    if alg == "RS256":
        signed = f"{header}.{payload}"
        add("RS512 under the name RS256", mismatch, f"{signed}.{signing('RS512', key, signed.encode())}")

# What the token says.
key = hs
keys = [pasted("HS256", hs)]
say = lambda what, expect, **more: case(f"claims: {what}", "HS256 claims", expect, token("HS256", key, None, {k: v for k, v in {**CLAIMS, **more}.items() if v is not ...}), keys)
raw = lambda what, expect, text: case(f"claims: {what}", "HS256 claims", expect, token("HS256", key, None, text.encode()), keys)
say("all as they must be", "accepted")
say("more than is read", "accepted", jti="1", sub="x", nested={"exp": 0})
for value in [..., None, 1, ["sender"], {}, True]:
    say(f"iss {value!r}", "claim_missing", iss=value)
for value in ["", "Sender", "sender ", "sender.evil", "xsender"]:
    say(f"iss {value!r}", "claim_mismatch", iss=value)
for value in [..., None, 1, {}, True]:
    say(f"aud {value!r}", "claim_missing", aud=value)
for value in ["", "US", "us ", [], ["them"], [["us"]], ["us2", "u", "s"]]:
    say(f"aud {value!r}", "claim_mismatch", aud=value)
for value in [["us"], ["them", "us"]]:
    say(f"aud {value!r}", "accepted", aud=value)
say("exp missing", "claim_missing", exp=...)
for value in [None, "1790000060", True, [NOW + 60], {}, -1, -1.5]:
    say(f"exp {value!r}", "claim_missing", exp=value)
raw("exp 1e400", "signature_malformed", json.dumps(CLAIMS).replace(str(NOW + 60), "1e400"))
raw("exp 1e300", "claim_missing", json.dumps(CLAIMS).replace(str(NOW + 60), "1e300"))
raw("exp beyond any clock", "claim_missing", json.dumps(CLAIMS).replace(str(NOW + 60), str(2**64 - 1)))
raw("exp NaN", "signature_malformed", json.dumps(CLAIMS).replace(str(NOW + 60), "NaN"))
for ago, expect in [(0, "accepted"), (29, "accepted"), (30, "accepted"), (31, "timestamp_too_old"), (3600, "timestamp_too_old"), (NOW, "timestamp_too_old")]:
    say(f"exp {ago} seconds ago", expect, exp=NOW - ago)
say("exp half a second ago", "accepted", exp=NOW - 0.5)
for ahead, expect in [(-5, "accepted"), (0, "accepted"), (30, "accepted"), (31, "timestamp_too_new"), (10**6, "timestamp_too_new")]:
    say(f"nbf {ahead} seconds ahead", expect, nbf=NOW + ahead)
for value in [None, "0", [], True]:
    say(f"nbf {value!r}", "claim_missing", nbf=value)
say("the hash missing", "body_not_bound", sha256=...)
for value in [None, 1, [HASH], {}]:
    say(f"the hash {str(value)[:8]}", "body_not_bound", sha256=value)
for name, value in {
    "in upper case": HASH.upper(),
    "in base64": base64.b64encode(bytes.fromhex(HASH)).decode(),
    "in base64url": b64(bytes.fromhex(HASH)),
    "cut": HASH[:-2],
    "empty": "",
    "of the empty body": hashlib.sha256(b"").hexdigest(),
    "with a blank": HASH + " ",
    "by SHA-1": hashlib.sha1(BODY.encode()).hexdigest(),
    "by SHA-512": hashlib.sha512(BODY.encode()).hexdigest(),
}.items():
    say(f"the hash {name}", "claim_mismatch", sha256=value)
case("claims: the body changed", "HS256 claims", "claim_mismatch", token("HS256", key), keys, body=BODY.replace("ö", "o"))
case("claims: no body", "HS256 claims", "claim_mismatch", token("HS256", key), keys, body="")
for ago, expect in [(0, "accepted"), (300, "accepted"), (301, "timestamp_too_old"), (-300, "accepted"), (-301, "timestamp_too_new")]:
    case(f"issued {ago} seconds ago", "HS256 issued", expect, token("HS256", key, None, {**CLAIMS, "iat": NOW - ago}), keys)
case("not said when issued", "HS256 issued", "claim_missing", token("HS256", key, None, {k: v for k, v in CLAIMS.items() if k != "iat"}), keys)

# Where the token stands.
good = token("HS256", key)
for name, text, expect in [
    ("no prefix", good, "signature_malformed"),
    ("another prefix", "Basic " + good, "signature_malformed"),
    ("the prefix in lower case", "bearer " + good, "accepted"),
    ("two blanks", "Bearer  " + good, "signature_malformed"),
    ("the prefix alone", "Bearer ", "signature_malformed"),
    ("two tokens", f"Bearer {good}, {good}", "signature_malformed"),
    ("the token", "Bearer " + good, "accepted"),
]:
    case(f"header: {name}", "HS256 bearer", expect, text, keys)

# Detached, with the payload put back in, or the other form.
for alg in ["RS512", "HS256", "ES512"]:
    key, other = KEYS[alg]
    keys = [pasted(alg, key)]
    header = b64(dump({"alg": alg}))
    body = b64(BODY.encode())
    signature = signing(alg, key, f"{header}.{body}".encode())
    add = lambda what, expect, text, **more: case(f"{alg} detached: {what}", f"{alg} detached", expect, text, keys, **more)
    add("genuine", "accepted", f"{header}..{signature}")
    add("the body changed", "signature_mismatch", f"{header}..{signature}", body=BODY + " ")
    add("the payload in the token", "signature_malformed", f"{header}.{body}.{signature}")
    add("another payload in the token", "signature_malformed", f"{header}.{body}.{signature}", body="x")
    add("signed as it is", "signature_mismatch", f"{header}..{signing(alg, key, f'{header}.{BODY}'.encode())}")
    add("signed with padding", "signature_mismatch", f"{header}..{signing(alg, key, f'{header}.{base64.urlsafe_b64encode(BODY.encode()).decode()}'.encode())}")
key, keys = hs, [pasted("HS256", hs)]
for what, expect, extra in [
    ("genuine", "accepted", {"b64": False, "crit": ["b64"]}),
    ("without crit", "token_extension", {"b64": False}),
    ("without b64", "token_extension", {"crit": ["b64"]}),
    ("b64 true", "token_extension", {"b64": True, "crit": ["b64"]}),
    ("neither", "token_extension", {}),
    ("crit of more", "token_extension", {"b64": False, "crit": ["b64", "exp"]}),
    ("crit twice of b64", "token_extension", {"b64": False, "crit": ["b64", "b64"]}),
]:
    header = b64(dump({"alg": "HS256", **extra}))
    case(f"raw: {what}", "HS256 raw", expect, f"{header}..{signing('HS256', key, f'{header}.{BODY}'.encode())}", keys)

# Each key once, by number.
table = []
for one in cases:
    for key in one["keys"]:
        if key not in table:
            table.append(key)
    one["keys"] = [table.index(key) for key in one["keys"]]

made_by = "tests/jws/make.py, with joserfc and cryptography from PyPI; RFC 7515 (appendix A) and RFC 7797 (section 4.2) as printed"
print("{")
for name, value in {"made_by": made_by, "now": NOW, "body": BODY, "keys": table}.items():
    print(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},")
print('"cases": [')
print(",\n".join(json.dumps(one, ensure_ascii=False) for one in cases))
print("]}")
