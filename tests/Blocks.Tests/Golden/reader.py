#!/usr/bin/env python3
"""Reads a block of history, written from docs/reference/history-format.md alone: what the document says is enough.

reader.py FILE-OF-HEX: prints JSON, for each subject its timestamps and for each column the bits of its values.
"""

import json
import struct
import sys

WRAP = (1 << 64) - 1
GAP = 0x7FF89A7000000001


def signed64(value):
    value &= WRAP
    return value - (1 << 64) if value >> 63 else value


def checksum(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def u8(self):
        return self.take(1)[0]

    def varint(self):
        value = shift = 0
        while True:
            part = self.u8()
            value |= (part & 0x7F) << shift
            shift += 7
            if part < 0x80:
                return value

    def signed(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def take(self, count):
        assert self.at + count <= len(self.data)
        self.at += count
        return self.data[self.at - count:self.at]

    def rest(self):
        return self.data[self.at:]


class Coder:
    """The learned method: models and rANS."""

    POSSIBLE = [16] * 3 + [2, 4, 8] + [16] * 12 + [13]

    def __init__(self, data):
        self.state = int.from_bytes(data[:5], "little")
        self.words = Reader(data[5:])
        self.sums = [[32640 * min(i, some) // some for i in range(16)] for some in self.POSSIBLE]
        self.counters = [0] * len(self.POSSIBLE)

    def symbol(self, model):
        sums, slot = self.sums[model], self.state % (1 << 15)
        ends = [sums[i] + 8 * i for i in range(16)] + [1 << 15]
        found = max(i for i in range(16) if ends[i] <= slot)
        self.state = (ends[found + 1] - ends[found]) * (self.state >> 15) + slot - ends[found]
        rate = min(7, (self.counters[model] + 12).bit_length() - 1)
        for i in range(16):
            sums[i] += ((0 if i <= found else 32640) - sums[i]) >> rate
        self.counters[model] = min(255, self.counters[model] + 1)
        self.refill()
        return found

    def plain(self, bits):
        value = self.state % (1 << bits)
        self.state >>= bits
        self.refill()
        return value

    def refill(self):
        if self.state < 1 << 24:
            self.state = self.state << 16 | int.from_bytes(self.words.take(2), "little")

    def residuals(self, count, threshold):
        before = 0
        for _ in range(count):
            model = 0 if threshold == 0 or before == 0 else 1 if before <= threshold else 2
            before = bits = self.symbol(model)
            if bits == 0:
                yield 0
                continue
            if bits == 15:
                above = self.symbol(18) << 2
                bits += above + self.plain(2)
            detail = self.symbol(2 + before)
            rest = bits - 1 - min(bits - 1, 3)
            magnitude = 1 << min(bits - 1, 3) | detail >> 1
            while rest > 0:
                some = min(rest, 16)
                magnitude = magnitude << some | self.plain(some)
                rest -= some
            yield -magnitude if detail & 1 else magnitude
        assert self.state == 1 << 24 and not self.words.rest()


def packed(reader, count):
    width = reader.u8()
    data = reader.rest()
    assert len(data) == (count * width + 7) // 8
    bits = int.from_bytes(data, "little")
    for i in range(count):
        value = bits >> (i * width) & ((1 << width) - 1)
        yield (value >> 1) ^ -(value & 1)


def numbers(data, count):
    reader = Reader(data)
    head, base = reader.u8(), reader.signed()
    method, predictor = head & 3, head >> 2
    if method == 0:
        assert not reader.rest()
        return [base] * count
    threshold = reader.u8() if method == 2 else 0
    residuals = packed(reader, count) if method == 1 else Coder(reader.rest()).residuals(count, threshold)
    shift = {4: 1, 5: 2, 6: 3, 7: 4, 8: 2, 9: 3, 10: 4}.get(predictor, 0)
    mean = signed64((base << shift) + (1 << shift >> 1)) if predictor < 8 else 0
    last, step, found = base, 0, []
    for residual in residuals:
        expected = [base, last, last + step, last + (step >> 1)][predictor] if predictor < 4 else \
            mean >> shift if predictor < 8 else last + (mean >> shift)
        number = signed64(expected + residual)
        step = signed64(number - last)
        mean = signed64(mean + (number if predictor < 8 else step) - (mean >> shift))
        last = number
        found.append(number)
    return found


def value(form, power, number):
    """The bits of the double a number stands for."""
    if form == 4:
        return (number << power if number >= 0 else ~number << power | 1 << 63) & WRAP
    if form == 0:
        double = float(number) / float(10 ** power)
    elif form == 1:
        double = float(number) * float(f"1e-{power}")
    elif form == 2:
        double = float(number) / 1000.0 / 1000.0
    elif number == 0:
        double = 0.0
    else:
        exponent, above = divmod(abs(number) - 1, 9 * 10 ** (power - 1))
        exponent, mantissa = exponent - 20, float(above + 10 ** (power - 1))
        double = mantissa * float(10 ** exponent) if exponent >= 0 else mantissa / float(10 ** -exponent)
        double = double if number > 0 else -double
    return struct.unpack("<Q", struct.pack("<d", double))[0]


def presence(reader, count):
    if reader.u8() == 1:
        data = reader.take((count + 7) // 8)
        return [bool(data[i // 8] >> (i % 8) & 1) for i in range(count)]
    present, is_value = [], True
    while len(present) < count:
        present += [is_value] * reader.varint()
        is_value = not is_value
    return present


def column(data, count, before):
    """Bits of the values; and form, power and numbers for columns that refer to this one."""
    reader = Reader(data)
    head = reader.u8()
    form = head & 7
    if form == 5:
        return [GAP] * count, None
    power = reader.u8()
    present = presence(reader, count) if head & 8 else [True] * count
    odd, at = {}, -1
    for _ in range(reader.varint() if head & 16 else 0):
        at += reader.varint() + 1
        odd[at] = int.from_bytes(reader.take(8), "little")
    reference = reader.varint() if head & 64 else None
    divisor, first = (reader.varint(), reader.signed()) if head & 32 else (1, 0)
    found = [signed64(number * divisor + first) for number in numbers(reader.rest(), sum(present))]
    if reference is not None:
        _, other_power, others = before[-1 - (reference >> 1)][1]
        scale = 10 ** (power - other_power) * (-1 if reference & 1 else 1)
        found = [signed64(number + other * scale) for number, other in zip(found, others)]
    bits = [odd.get(i, value(form, power, number)) for i, number in enumerate(found)]
    left = iter(bits)
    return [next(left) if is_value else GAP for is_value in present], (form, power, found)


def section(block, at, length):
    content = block[at:at + length - 4]
    assert checksum(content) == struct.unpack("<I", block[at + length - 4:at + length])[0]
    return Reader(content)


def read(block):
    assert block[:3] == b"PXB" and block[3] == 1 and block[4] == 1
    length, check = struct.unpack("<iI", block[5:13])
    assert checksum(block[:9] + block[13:13 + length]) == check
    directory, at, first, times = Reader(block[13:13 + length]), 13 + length, 0, []
    for _ in range(directory.varint()):
        count = directory.varint()
        first += directory.signed()
        last = first + directory.varint()
        size = directory.varint()
        reader = section(block, at, size)
        at += size
        step = reader.varint()
        times.append([first + i * step + far for i, far in enumerate(numbers(reader.rest(), count))])
        assert times[-1][0] == first and times[-1][-1] == last
    subjects, number = {}, 0
    for _ in range(directory.varint()):
        number += directory.signed()
        own = times[directory.varint()]
        size = directory.varint()
        reader = section(block, at, size)
        at += size
        named, last = [], -1
        for _ in range(reader.varint()):
            last += reader.varint() + 1
            named.append((last, reader.varint()))
        columns = []
        for _, bytes_of in named:
            columns.append(column(reader.take(bytes_of), len(own), columns))
        subjects[number] = {"times": own, "columns": {name: [f"{one:016x}" for one in bits]
                                                      for (name, _), (bits, _) in zip(named, columns)}}
    assert at == len(block)
    return subjects


if __name__ == "__main__":
    with open(sys.argv[1], encoding="ascii") as text:
        print(json.dumps(read(bytes.fromhex(text.read().replace("\n", "")))))
