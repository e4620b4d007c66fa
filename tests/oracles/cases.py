"""The kinds of cases: which requests are made, and how a genuine one is changed.

A kind is the name under which a disagreement is listed. Bodies and changes are drawn by a seeded generator, so the
same seed makes the same cases.
"""

import base64
import copy
import json
import random
import re

MAC = re.compile(r"(?:0x)?[0-9A-Fa-f]{32,}|[A-Za-z0-9+/_-]{22,}={0,2}")
WORDS = ["order", "Zoë Müller", "請求書", "paid", "a/b", "x=y&z", "<b>", "🎉", "tab\there", 'quote"', "back\\slash", "", "é"]


def text(rng, length=12):
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(length))


def fields(rng, ascii_only=False):
    """Returns the members of a JSON body."""
    words = [word for word in WORDS if word.isascii()] if ascii_only else WORDS
    return {
        "id": "evt_" + text(rng),
        "type": rng.choice(["invoice.paid", "customer.created", "order.updated"]),
        "data": {"object": {"id": text(rng), "amount": rng.randrange(10**6), "note": rng.choice(words), "on": True}},
        "list": [rng.randrange(100), None, rng.choice(words), 1.5],
    }


# Bodies. Each returns bytes, given the generator and the members that the provider's bodies must have.
def body_json(rng, extra):
    return json.dumps({**fields(rng, True), **extra}, separators=(",", ":")).encode()


def body_unicode(rng, extra):
    return json.dumps({**fields(rng), "name": "Zoë – 請求書 🎉", **extra}, ensure_ascii=False, separators=(",", ":")).encode()


def body_escaped(rng, extra):
    return json.dumps({**fields(rng), "name": "Zoë \u2028 </script> 🎉", **extra}, indent=1).replace("/", "\\/").encode()


def body_spaced(rng, extra):
    return b" \n" + json.dumps({**fields(rng), **extra}, indent=2).replace("\n", "\r\n").encode() + b"\r\n\t"


def body_large(rng, extra):
    return json.dumps({**fields(rng), "rows": [fields(rng) for _ in range(20)], **extra}).encode()


JSON_BODIES = {
    "body-json": body_json,
    "body-unicode": body_unicode,
    "body-escaped": body_escaped,
    "body-spaced": body_spaced,
    "body-large": body_large,
}
OTHER_BODIES = {
    "body-empty": lambda rng, extra: b"",
    "body-text": lambda rng, extra: b"plain text, " + text(rng).encode(),
    "body-form": lambda rng, extra: f"a={text(rng)}&b=%20+%C3%A9&a={text(rng)}".encode(),
    "body-bom": lambda rng, extra: b"\xef\xbb\xbf" + body_json(rng, extra),
    "body-null-byte": lambda rng, extra: b"a\0b" + text(rng).encode(),
    "body-not-utf8": lambda rng, extra: bytes([0xFF, 0xC3, 0x28]) + rng.randbytes(24),
}

# Times, in seconds from now.
TIMES = {
    "time-20s-old": -20,
    "time-2m-old": -120,
    "time-4m-old": -240,
    "time-20m-old": -1200,
    "time-3h-old": -3 * 3600,
    "time-2d-old": -2 * 86400,
    "time-40d-old": -40 * 86400,
    "time-20s-ahead": 20,
    "time-2m-ahead": 120,
    "time-4m-ahead": 240,
    "time-20m-ahead": 1200,
    "time-2d-ahead": 2 * 86400,
}

# Spellings of a time, of which the spelled one is signed.
SPELLINGS = {
    "time-spelled-zero-first": lambda time: "0" + time,
    "time-spelled-plus": lambda time: "+" + time,
    "time-spelled-fraction": lambda time: time + ".0",
    "time-spelled-space-first": lambda time: " " + time,
    "time-spelled-space-last": lambda time: time + " ",
    "time-spelled-suffix": lambda time: time + "abc",
    "time-spelled-exponent": lambda time: time + "e0",
    "time-spelled-hex": lambda time: hex(int(time)) if time.isdigit() else None,
    "time-spelled-milliseconds": lambda time: time + "000" if len(time) == 10 else None,
    "time-spelled-seconds": lambda time: time[:-3] if len(time) == 13 else None,
    "time-spelled-microseconds": lambda time: time + "000" if len(time) == 13 else None,
    "time-spelled-negative": lambda time: "-" + time,
    "time-spelled-word": lambda time: "now",
    "time-spelled-nan": lambda time: "NaN",
    "time-spelled-infinity": lambda time: "Infinity",
    "time-spelled-empty": lambda time: "",
    "time-spelled-underscore": lambda time: time[:4] + "_" + time[4:],
    "time-spelled-huge": lambda time: "9" * 30,
    "time-spelled-list": lambda time: time + "," + time,
}


class Place:
    """Where the signature of a request is: in a header, or elsewhere as a pattern finds it."""

    def __init__(self, recipe, request):
        self.recipe, self.request = recipe, request
        self.index = self.start = self.end = None
        self.where = "header"
        if recipe.sig:
            for index, (name, value) in enumerate(request["headers"]):
                if name.lower() == recipe.sig.lower():
                    self.index, self.value = index, value
        elif recipe.sig_in == "url":
            self.where, self.value = "url", request["url"]
        else:
            self.where, self.value = "body", request["body"].decode("latin-1")
        if self.where == "header" and self.index is None:
            self.value = None
            return
        pattern = recipe.sig_re or MAC
        found = list(re.compile(pattern).finditer(self.value))
        if found:
            group = 1 if found[-1].re.groups else 0
            self.start, self.end = found[-1].span(group)

    @property
    def mac(self):
        return self.value[self.start : self.end] if self.start is not None else None

    def put(self, value):
        if self.where == "header":
            self.request["headers"][self.index][1] = value
        elif self.where == "url":
            self.request["url"] = value
        else:
            self.request["body"] = value.encode("latin-1")
        return self.request

    def put_mac(self, mac):
        return self.put(self.value[: self.start] + mac + self.value[self.end :])


CHANGES = {}


def change(function):
    """Adds a change. It returns the request, or nothing if it does not apply to it."""
    CHANGES[function.__name__.replace("_", "-")] = function
    return function


def flipped(mac, rng):
    """Returns a MAC of which one character is another of the same alphabet, but not only in unused bits."""
    at = rng.randrange(2 if mac.startswith("0x") else 0, len(mac.rstrip("=")) - 1)
    alphabet = "0123456789abcdef" if re.fullmatch("(0x)?[0-9a-fA-F]+", mac) else "ABCDEFGHabcdefgh0123456789"
    return mac[:at] + rng.choice([letter for letter in alphabet if letter.lower() != mac[at].lower()]) + mac[at + 1 :]


def is_hex(mac):
    return bool(mac) and re.fullmatch("[0-9a-fA-F]+", mac) is not None and len(mac) % 2 == 0


def is_base64(mac):
    return bool(mac) and not is_hex(mac) and re.fullmatch("[A-Za-z0-9+/]+={0,2}", mac) is not None


# The body.
@change
def body_flipped(recipe, request, rng):
    body = bytearray(request["body"])
    if not body:
        return None
    body[rng.randrange(len(body))] ^= 1 << rng.randrange(7)
    return {**request, "body": bytes(body)}


@change
def body_longer(recipe, request, rng):
    return {**request, "body": request["body"] + rng.choice([b"x", b"}", b"\0", b"{}"])}


@change
def body_newline_added(recipe, request, rng):
    return {**request, "body": request["body"] + b"\n"}


@change
def body_space_before(recipe, request, rng):
    return {**request, "body": b" " + request["body"]}


@change
def body_shorter(recipe, request, rng):
    return {**request, "body": request["body"][:-1]} if request["body"] else None


@change
def body_removed(recipe, request, rng):
    return {**request, "body": b""} if request["body"] else None


@change
def body_replaced(recipe, request, rng):
    return {**request, "body": body_json(rng, {})}


@change
def body_reformatted(recipe, request, rng):
    try:
        body = json.dumps(json.loads(request["body"]), indent=3).encode()
    except ValueError:
        return None
    return {**request, "body": body} if body != request["body"] else None


# The signature.
@change
def sig_flipped(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(flipped(place.mac, rng)) if place.mac else None


@change
def sig_shorter(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac[: -1 - rng.randrange(8)]) if place.mac else None


@change
def sig_half(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac[: len(place.mac) // 2]) if place.mac else None


@change
def sig_longer(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac + rng.choice("0aA")) if place.mac else None


@change
def sig_longer_by_byte(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac + "00") if is_hex(place.mac) else None


@change
def sig_not_hex_after(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac + "zz") if is_hex(place.mac) else None


@change
def sig_twice(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac * 2) if place.mac else None


@change
def sig_upper_case(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac.upper()) if place.mac and place.mac != place.mac.upper() else None


@change
def sig_lower_case(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac.lower()) if place.mac and place.mac != place.mac.lower() else None


@change
def sig_empty(recipe, request, rng):
    place = Place(recipe, request)
    return place.put("") if place.where == "header" and place.value else place.put_mac("") if place.mac else None


@change
def sig_without_mac(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac("") if place.mac else None


@change
def sig_zeros(recipe, request, rng):
    place = Place(recipe, request)
    if not place.mac:
        return None
    return place.put_mac("0" * len(place.mac) if is_hex(place.mac) else "A" * len(place.mac))


@change
def sig_not_ascii(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac("é" + place.mac[1:]) if place.mac and place.where == "header" else None


@change
def sig_missing(recipe, request, rng):
    place = Place(recipe, request)
    if place.where != "header" or place.index is None:
        return None
    del request["headers"][place.index]
    return request


@change
def sig_header_duplicate(recipe, request, rng):
    place = Place(recipe, request)
    if place.where != "header" or place.index is None:
        return None
    request["headers"].insert(place.index, list(request["headers"][place.index]))
    return request


def duplicate_with_wrong(right_at):
    """Returns a change that adds a header with a wrong signature. The right one is this many places behind it."""

    def changed(recipe, request, rng):
        place = Place(recipe, request)
        if place.where != "header" or not place.mac:
            return None
        right = list(request["headers"][place.index])
        place.put_mac(flipped(place.mac, rng))
        request["headers"].insert(place.index + right_at, right)
        return request

    return changed


CHANGES["sig-header-duplicate-wrong-first"] = duplicate_with_wrong(1)
CHANGES["sig-header-duplicate-wrong-last"] = duplicate_with_wrong(0)


@change
def sig_space_before(recipe, request, rng):
    place = Place(recipe, request)
    return place.put(" " + place.value) if place.where == "header" and place.value else None


@change
def sig_space_after(recipe, request, rng):
    place = Place(recipe, request)
    return place.put(place.value + rng.choice([" ", "\t"])) if place.where == "header" and place.value else None


@change
def sig_space_inside(recipe, request, rng):
    place = Place(recipe, request)
    at = len(place.mac or "") // 2
    return place.put_mac(place.mac[:at] + " " + place.mac[at:]) if place.mac and place.where == "header" else None


@change
def sig_quoted(recipe, request, rng):
    place = Place(recipe, request)
    return place.put('"' + place.value + '"') if place.where == "header" and place.value else None


@change
def sig_base64_of_hex(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(base64.b64encode(bytes.fromhex(place.mac)).decode()) if is_hex(place.mac) else None


@change
def sig_hex_of_base64(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(base64.b64decode(place.mac).hex()) if is_base64(place.mac) and len(place.mac) % 4 == 0 else None


@change
def sig_unpadded(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac.rstrip("=")) if is_base64(place.mac) and place.mac.endswith("=") else None


@change
def sig_padded_more(recipe, request, rng):
    place = Place(recipe, request)
    return place.put_mac(place.mac + "=") if is_base64(place.mac) else None


@change
def sig_url_alphabet(recipe, request, rng):
    place = Place(recipe, request)
    if not is_base64(place.mac) or not re.search("[+/]", place.mac):
        return None
    return place.put_mac(place.mac.replace("+", "-").replace("/", "_"))


@change
def sig_unused_bits(recipe, request, rng):
    """Changes the bits of the last character of base64 that no byte has."""
    place = Place(recipe, request)
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    if not place.mac or is_hex(place.mac) or not place.mac.endswith("="):
        return None
    core = place.mac.rstrip("=")
    last = digits.index(core[-1])
    other = last ^ (1 + rng.randrange(3 if len(core) % 4 == 3 else 15))
    return place.put_mac(core[:-1] + digits[other] + "=" * (len(place.mac) - len(core)))


@change
def prefix_missing(recipe, request, rng):
    place = Place(recipe, request)
    if recipe.sep or place.where != "header" or not place.start:
        return None
    return place.put(place.mac)


@change
def prefix_upper_case(recipe, request, rng):
    place = Place(recipe, request)
    if recipe.sep or place.where != "header" or not place.start:
        return None
    prefix = place.value[: place.start]
    return place.put(prefix.swapcase() + place.mac)


@change
def prefix_other(recipe, request, rng):
    place = Place(recipe, request)
    if recipe.sep or place.where != "header" or not place.start:
        return None
    return place.put(rng.choice(["md5=", "sha512=", "v9=", "none="]) + place.mac)


@change
def prefix_added(recipe, request, rng):
    place = Place(recipe, request)
    if place.where != "header" or place.start != 0:
        return None
    return place.put(rng.choice(["sha256=", "v1=", "Bearer "]) + place.value)


# Lists of signatures.
def items(recipe, place):
    """Returns the items of a list, and which has the signature."""
    if not recipe.sep or place.where != "header" or not place.mac:
        return None, None
    parts = place.value.split(recipe.sep)
    at = next((index for index, part in enumerate(parts) if place.mac in part), None)
    return (parts, at) if at is not None else (None, None)


def listed(edit):
    def changed(recipe, request, rng):
        place = Place(recipe, request)
        parts, at = items(recipe, place)
        if parts is None:
            return None
        wrong = parts[at].replace(place.mac, flipped(place.mac, rng))
        value = edit(parts, at, wrong, recipe, place, rng)
        return place.put(recipe.sep.join(value)) if value is not None else None

    return changed


def unknown(part, recipe):
    """Returns a signature as an unknown scheme: v9=… or v9,…"""
    found = re.match(r"\s*([A-Za-z0-9]+)([=,])", part)
    return part.replace(found[1] + found[2], "v9" + found[2], 1) if found else None


CHANGES["list-wrong-first"] = listed(lambda p, i, w, r, *_: p[:i] + [w] + p[i:])
CHANGES["list-wrong-last"] = listed(lambda p, i, w, r, *_: p + [w])
CHANGES["list-many-wrong-first"] = listed(lambda p, i, w, r, *_: p[:i] + [w] * 30 + p[i:])
CHANGES["list-right-twice"] = listed(lambda p, i, w, r, *_: p[: i + 1] + p[i:])
CHANGES["list-unknown-first"] = listed(
    lambda p, i, w, r, *_: p[:i] + [unknown(w, r)] + p[i:] if unknown(w, r) else None
)
CHANGES["list-unknown-last"] = listed(lambda p, i, w, r, *_: p + [unknown(w, r)] if unknown(w, r) else None)
CHANGES["list-only-unknown"] = listed(
    lambda p, i, w, r, *_: p[:i] + [unknown(p[i], r)] + p[i + 1 :] if unknown(p[i], r) else None
)
CHANGES["list-spaces"] = listed(
    lambda p, i, w, r, *_: [p[0]] + [" " + part for part in p[1:]] if len(p) > 1 and r.sep != " " else None
)
CHANGES["list-reversed"] = listed(lambda p, i, w, r, *_: p[::-1] if len(p) > 1 else None)
CHANGES["list-empty-item-first"] = listed(lambda p, i, w, r, *_: [""] + p)
CHANGES["list-empty-item-last"] = listed(lambda p, i, w, r, *_: p + [""])
CHANGES["list-names-upper-case"] = listed(
    lambda p, i, w, r, place, _: [re.sub(r"^\w+(?=[=,])", lambda found: found[0].upper(), part) for part in p]
)
CHANGES["list-word-without-value"] = listed(lambda p, i, w, r, *_: p + ["x"])
CHANGES["list-time-twice"] = listed(lambda p, i, w, r, *_: [p[1 - i]] + p if len(p) == 2 else None)
CHANGES["list-other-time-first"] = listed(lambda p, i, w, r, *_: [later(p[1 - i])] + p if len(p) == 2 else None)
CHANGES["list-other-time-last"] = listed(lambda p, i, w, r, *_: p + [later(p[1 - i])] if len(p) == 2 else None)
CHANGES["list-time-changed"] = listed(
    lambda p, i, w, r, *_: [later(part) if at != i else part for at, part in enumerate(p)] if len(p) == 2 else None
)
CHANGES["list-time-missing"] = listed(lambda p, i, w, r, *_: [p[i]] if len(p) == 2 else None)


def later(value):
    """Adds one to the last number in a text."""
    return re.sub(r"\d+(?=\D*$)", lambda found: str(int(found[0]) + 1).zfill(len(found[0])), value)


# Other headers.
def header(request, name):
    if name:
        for index, (other, _) in enumerate(request["headers"]):
            if other.lower() == name.lower():
                return index
    return None


def edited(which, edit):
    def changed(recipe, request, rng):
        index = header(request, getattr(recipe, which))
        if index is None:
            return None
        return request if edit(request["headers"], index, rng) is not False else None

    return changed


def set_to(value):
    def edit(headers, index, rng):
        headers[index][1] = value(headers[index][1], rng)

    return edit


def put(headers, index, value, name=None):
    headers.insert(index, [name or headers[index][0], value])


CHANGES["time-changed"] = edited("time", set_to(lambda value, rng: later(value)))
CHANGES["time-empty"] = edited("time", set_to(lambda value, rng: ""))
CHANGES["time-not-number"] = edited("time", set_to(lambda value, rng: "x"))
CHANGES["time-missing"] = edited("time", lambda headers, index, rng: headers.pop(index) and None)
CHANGES["time-header-duplicate"] = edited("time", lambda h, i, rng: put(h, i, h[i][1]))
CHANGES["time-header-duplicate-other-first"] = edited("time", lambda h, i, rng: put(h, i, later(h[i][1])))
CHANGES["time-header-duplicate-other-last"] = edited("time", lambda h, i, rng: put(h, i + 1, later(h[i][1]), h[i][0]))
CHANGES["id-changed"] = edited("id", set_to(lambda value, rng: value + "x"))
CHANGES["id-empty"] = edited("id", set_to(lambda value, rng: ""))
CHANGES["id-missing"] = edited("id", lambda headers, index, rng: headers.pop(index) and None)
CHANGES["id-header-duplicate"] = edited("id", lambda h, i, rng: put(h, i, h[i][1]))
CHANGES["id-header-duplicate-other-first"] = edited("id", lambda h, i, rng: put(h, i, h[i][1] + "x"))


@change
def headers_lower_case(recipe, request, rng):
    request["headers"] = [[name.lower(), value] for name, value in request["headers"]]
    return request


@change
def headers_upper_case(recipe, request, rng):
    request["headers"] = [[name.upper(), value] for name, value in request["headers"]]
    return request


@change
def header_unrelated_added(recipe, request, rng):
    request["headers"].insert(0, ["X-Unrelated", text(rng)])
    request["headers"].append(["X-Forwarded-For", "192.0.2.1"])
    return request


# The URL and the method, for providers that sign them.
@change
def url_query_changed(recipe, request, rng):
    if not recipe.signs_url:
        return None
    request["url"] += ("&" if "?" in request["url"] else "?") + "added=1"
    return request


@change
def url_path_changed(recipe, request, rng):
    if not recipe.signs_url:
        return None
    request["url"] = request["url"].replace("/hooks", "/other", 1)
    return request


# The secret.
@change
def secret_other(recipe, request, rng):
    request["secret"] = recipe.new_secret(rng)
    return request


def plans(recipe, count, seed, direction):
    """Yields what to make: the kind, the generator, the body, and the time."""
    special = direction == "theirs" and recipe.spelled
    kinds = []
    for name in JSON_BODIES if recipe.bodies != "own" else ["body-json", "body-unicode"]:
        kinds.append((name, "body"))
    if recipe.bodies == "any":
        kinds += [(name, "body") for name in OTHER_BODIES]
    if recipe.unit:
        kinds += [(name, "time") for name in TIMES]
    if special:
        kinds += [(name, "spelling") for name in SPELLINGS]
    kinds += [(name, "own") for name in recipe.kinds]
    kinds += [(name, "change") for name in CHANGES]
    if recipe.secret_forms:
        kinds += [(name, "form") for name in recipe.secret_forms]
    for index in range(count):
        # A generator per case: what one case draws does not move the next.
        rng = random.Random(f"{seed}/{recipe.name}/{direction}/{index}")
        name, group = kinds[index % len(kinds)]
        yield name, group, rng


def changed(recipe, name, request, rng):
    """Returns a changed request, or nothing if the change does not apply."""
    before = copy.deepcopy(request)
    after = CHANGES[name](recipe, request, rng)
    return after if after is not None and after != before or name.startswith("header") and after else None
