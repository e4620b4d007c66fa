"""Makes tests/certificates/chains.json with cryptography (PyPI): chains of certificates around the
key in tests/keys/rsa-private.pem, good ones and each kind of bad one.

    pip install cryptography && python tests/certificates/make.py > tests/certificates/chains.json
"""

import base64, datetime, json
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

NOW = datetime.datetime.fromtimestamp(1790000000, datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
KEYS = Path(__file__).parent.parent / "keys"
LEAF = serialization.load_pem_private_key((KEYS / "rsa-private.pem").read_bytes(), None)
EC_LEAF = serialization.load_pem_private_key((KEYS / "ec-private.pem").read_bytes(), None)
WEAK = rsa.generate_private_key(65537, 1024)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer=None, issuer_key=None, ca=False, begins=-30 * DAY, ends=300 * DAY, dns=None,
                usage=None, marks=(), digest=hashes.SHA256(), path=None):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + begins)
        .not_valid_after(NOW + ends)
        .add_extension(x509.BasicConstraints(ca, path), True)
    )
    if dns:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in dns]), False)
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), False)
    for mark in marks:
        builder = builder.add_extension(x509.UnrecognizedExtension(ObjectIdentifier(mark), b"\x05\x00"), False)
    return builder.sign(issuer_key or key, digest)


def pem(*all):
    return "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in all)


root_key, above_key = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 2048)
root = certificate("Root", root_key, ca=True, ends=9000 * DAY)
above = certificate("Above", above_key, "Root", root_key, ca=True, marks=["1.2.840.113635.100.6.2.1"])
PAYPAL = ["messageverificationcerts.paypal.com"]
SERVER = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
leaf = lambda **more: certificate("Leaf", more.pop("key", LEAF), "Above", more.pop("by", above_key), **{"dns": PAYPAL, "usage": SERVER, **more})

other_key = rsa.generate_private_key(65537, 2048)
other_root = certificate("Root", other_key, ca=True)
other_above = certificate("Above", above_key, "Root", other_key, ca=True)
ec_root_key, ec_above_key = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP384R1())
ec_root = certificate("EC Root", ec_root_key, ca=True, digest=hashes.SHA384())
ec_above = certificate("EC Above", ec_above_key, "EC Root", ec_root_key, ca=True, digest=hashes.SHA384(), marks=["1.2.840.113635.100.6.2.1"])
ec_leaf = lambda marks, **more: certificate("EC Leaf", EC_LEAF, "EC Above", ec_above_key, marks=marks, **more)
APPLE = ["1.2.840.113635.100.6.11.1"]

roots = {"RSA": pem(root), "EC": pem(ec_root), "both": pem(root, ec_root)}
chains = [
    ("good", "accepted", pem(leaf(), above)),
    ("good, with the root behind", "accepted", pem(leaf(), above, root)),
    ("good, in another order behind the leaf", "accepted", pem(leaf(), root, above)),
    ("good, no purpose stated", "accepted", pem(leaf(usage=None), above)),
    ("good, sandbox", "accepted", pem(leaf(dns=["messageverificationcerts.sandbox.paypal.com"]), above)),
    ("good, issued by the root itself", "accepted", pem(certificate("Leaf", LEAF, "Root", root_key, dns=PAYPAL))),
    ("expired a day ago", "certificate_expired", pem(leaf(ends=-DAY), above)),
    ("not valid before tomorrow", "certificate_not_yet_valid", pem(leaf(begins=DAY), above)),
    ("the one above expired", "certificate_expired", pem(leaf(), certificate("Above", above_key, "Root", root_key, ca=True, ends=-DAY))),
    ("the one above not valid yet", "certificate_not_yet_valid", pem(leaf(), certificate("Above", above_key, "Root", root_key, ca=True, begins=DAY))),
    ("signed by itself", "certificate_untrusted", pem(certificate("Leaf", LEAF, dns=PAYPAL))),
    ("of another root of the same name, sent along", "certificate_untrusted", pem(leaf(), other_above, other_root)),
    ("the one above missing", "certificate_untrusted", pem(leaf())),
    ("signed by a key that is not the one above's", "certificate_untrusted", pem(leaf(by=other_key), above)),
    ("the one above may not issue", "certificate_untrusted", pem(leaf(), certificate("Above", above_key, "Root", root_key, ca=False))),
    ("issued by another leaf", "certificate_untrusted", pem(certificate("Leaf", LEAF, "Leaf", LEAF, dns=PAYPAL), leaf(), above)),
    ("the one above with a weak key", "certificate_untrusted", pem(certificate("Leaf", LEAF, "Weak", WEAK, dns=PAYPAL), certificate("Weak", WEAK, "Root", root_key, ca=True))),
    ("a path that is longer than its issuer allows", "certificate_untrusted", pem(leaf(), certificate("Above", above_key, "Middle", other_key, ca=True), certificate("Middle", other_key, "Root", root_key, ca=True, path=0))),
    ("too many behind the leaf", "certificate_untrusted", pem(leaf(), *[above] * 7)),
    ("for clients only", "certificate_purpose", pem(leaf(usage=[ExtendedKeyUsageOID.CLIENT_AUTH]), above)),
    ("for code", "certificate_purpose", pem(leaf(usage=[ExtendedKeyUsageOID.CODE_SIGNING]), above)),
    ("for a name that only begins so", "certificate_name", pem(leaf(dns=["messageverificationcerts.paypal.com.evil.example"]), above)),
    ("for a name that only ends so", "certificate_name", pem(leaf(dns=["evilpaypal.com"]), above)),
    ("for the bare domain", "certificate_name", pem(leaf(dns=["paypal.com"]), above)),
    ("for no name", "certificate_name", pem(leaf(dns=None), above)),
    ("the name in the subject alone", "certificate_name", pem(certificate("messageverificationcerts.paypal.com", LEAF, "Above", above_key), above)),
    ("of a key on a curve", "key_unusable", pem(leaf(key=EC_LEAF), above)),
    ("of a weak key", "key_unusable", pem(leaf(key=WEAK), above)),
    ("the wrong one first", "certificate_untrusted", pem(above, leaf())),
    ("no certificate", "certificate_malformed", "<html></html>"),
    ("cut", "certificate_malformed", pem(leaf())[:600]),
    ("a private key", "certificate_malformed", (KEYS / "rsa-private.pem").read_text()),
    ("no DER", "certificate_malformed", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
]
der = lambda *all: [base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode() for one in all]
apple = [
    ("good", "accepted", der(ec_leaf(APPLE), ec_above, ec_root)),
    ("good, the third is anything", "accepted", der(ec_leaf(APPLE), ec_above, root)),
    ("not marked as a signer", "certificate_purpose", der(ec_leaf([]), ec_above, ec_root)),
    ("marked as something else", "certificate_purpose", der(ec_leaf(["1.2.840.113635.100.6.11.2"]), ec_above, ec_root)),
    ("the one above not marked", "certificate_purpose", der(ec_leaf(APPLE), certificate("EC Above", ec_above_key, "EC Root", ec_root_key, ca=True), ec_root)),
    ("expired", "certificate_expired", der(ec_leaf(APPLE, ends=-DAY), ec_above, ec_root)),
    ("not valid yet", "certificate_not_yet_valid", der(ec_leaf(APPLE, begins=DAY), ec_above, ec_root)),
    ("of a root of its own", "certificate_untrusted", der(certificate("EC Leaf", EC_LEAF, "Above", above_key, marks=APPLE), other_above, other_root)),
    ("two certificates", "certificate_malformed", der(ec_leaf(APPLE), ec_above)),
    ("four certificates", "certificate_malformed", der(ec_leaf(APPLE), ec_above, ec_above, ec_root)),
    ("none", "certificate_malformed", []),
    ("no DER", "certificate_malformed", ["AAAA", "AAAA", "AAAA"]),
    ("no base64", "certificate_malformed", ["?", "?", "?"]),
    ("an RSA key", "certificate_malformed", der(certificate("EC Leaf", LEAF, "EC Above", ec_above_key, marks=APPLE), ec_above, ec_root)),
    ("another key than the one that signed", "signature_mismatch", der(certificate("EC Leaf", ec.generate_private_key(ec.SECP256R1()), "EC Above", ec_above_key, marks=APPLE), ec_above, ec_root)),
]
print(json.dumps({
    "made_by": "tests/certificates/make.py, with cryptography from PyPI",
    "roots": roots,
    "chains": [{"what": what, "expect": expect, "text": text} for what, expect, text in chains],
    "apple": [{"what": what, "expect": expect, "x5c": x5c} for what, expect, x5c in apple],
}, indent=0))
