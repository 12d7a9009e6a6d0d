// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/link_type.h"

namespace synoptic::fields {

namespace {

// IEEE 802.11-2020, 9.2.4.1: the frame control field, first byte and second byte.
constexpr std::uint8_t kSubtypeQos = 0x80;
constexpr std::uint8_t kSubtypeNoData = 0x40;
constexpr std::uint8_t kToDistribution = 0x01;
constexpr std::uint8_t kFromDistribution = 0x02;
constexpr std::uint8_t kMoreFragments = 0x04;
constexpr std::uint8_t kProtected = 0x40;
constexpr std::uint8_t kOrder = 0x80;
constexpr unsigned kTypeData = 2;

QString typeName(unsigned type) {
    switch (type) {
    case 0:
        return FieldText::tr("management");
    case 1:
        return FieldText::tr("control");
    case kTypeData:
        return FieldText::tr("data");
    default:
        return FieldText::tr("extension");
    }
}

void addControl(const Field& wifi, Bytes bytes) {
    const unsigned type = bytes.u8(0) >> 2 & 3U;
    const std::uint8_t flags = bytes.u8(1);
    const Field control =
        wifi.add("wlan.fc", FieldText::tr("Frame control"), hex(bytes.u16(0), 4), 0, 2);
    control.bits("wlan.fc.version", FieldText::tr("Version"), decimal(bytes.u8(0) & 3U), 0);
    control.bits("wlan.fc.type", FieldText::tr("Type"), named(type, typeName(type)), 0);
    control.bits("wlan.fc.subtype", FieldText::tr("Subtype"), decimal(bytes.u8(0) >> 4), 0);
    control.flag("wlan.fc.tods", FieldText::tr("To the distribution system"),
                 (flags & kToDistribution) != 0, 1);
    control.flag("wlan.fc.fromds", FieldText::tr("From the distribution system"),
                 (flags & kFromDistribution) != 0, 1);
    control.flag("wlan.fc.frag", FieldText::tr("More fragments"), (flags & kMoreFragments) != 0, 1);
    control.flag("wlan.fc.retry", FieldText::tr("Retry"), (flags & 0x08) != 0, 1);
    control.flag("wlan.fc.protected", FieldText::tr("Protected"), (flags & kProtected) != 0, 1);
}

/// Values stand in the order of their bits, each at a multiple of its own size (radiotap.org).
void addRadiotapValues(const Field& radiotap, Bytes bytes, std::uint32_t at) {
    const std::uint32_t present = bytes.u32le(4);
    const auto next = [&](unsigned bit, std::uint32_t alignment, std::uint32_t size) {
        if ((present >> bit & 1U) == 0)
            return ~0U;
        const std::uint32_t place = (at + alignment - 1) & ~(alignment - 1);
        at = place + size;
        return place;
    };
    constexpr std::uint32_t kAbsent = ~0U;
    if (const auto place = next(0, 8, 8); place != kAbsent)
        radiotap.add("radiotap.mactime", FieldText::tr("Time stamp of the card"),
                     QStringLiteral("%1 µs").arg(bytes.u32le(place) |
                                                 std::uint64_t{bytes.u32le(place + 4)} << 32),
                     place, 8);
    if (const auto place = next(1, 1, 1); place != kAbsent)
        radiotap.add("radiotap.flags", FieldText::tr("Flags"), hex(bytes.u8(place), 2), place, 1);
    if (const auto place = next(2, 1, 1); place != kAbsent)
        radiotap.add("radiotap.datarate", FieldText::tr("Rate"),
                     QStringLiteral("%1 Mb/s").arg(bytes.u8(place) * 0.5), place, 1);
    if (const auto place = next(3, 2, 4); place != kAbsent)
        radiotap.add("radiotap.channel.freq", FieldText::tr("Channel"),
                     QStringLiteral("%1 MHz").arg(bytes.u16le(place)), place, 4);
    next(4, 2, 2); // FHSS
    if (const auto place = next(5, 1, 1); place != kAbsent)
        radiotap.add("radiotap.dbm_antsignal", FieldText::tr("Signal"),
                     QStringLiteral("%1 dBm").arg(static_cast<std::int8_t>(bytes.u8(place))), place,
                     1);
    if (const auto place = next(6, 1, 1); place != kAbsent)
        radiotap.add("radiotap.dbm_antnoise", FieldText::tr("Noise"),
                     QStringLiteral("%1 dBm").arg(static_cast<std::int8_t>(bytes.u8(place))), place,
                     1);
}

} // namespace

void addWifi(Dissection& d, Bytes bytes, bool isPadded) {
    constexpr std::uint32_t kHeader = 24; // control 2, duration 2, addresses 18, sequence 2
    const std::uint8_t control = bytes.u8(0);
    const std::uint8_t flags = bytes.u8(1);
    const bool isData = (control >> 2 & 3U) == kTypeData;
    const bool isQos = isData && (control & kSubtypeQos) != 0;
    std::uint32_t header = kHeader;
    constexpr std::uint8_t kBoth = kToDistribution | kFromDistribution;
    if ((flags & kBoth) == kBoth)
        header += 6; // a fourth address
    const bool isAggregate = isQos && (bytes.u8(header) & 0x80) != 0;
    if (isQos)
        header += 2U + ((flags & kOrder) != 0 ? 4U : 0U);
    if (isPadded)
        header = (header + 3U) & ~3U;

    const Field wifi =
        d.layer("wlan", QStringLiteral("IEEE 802.11"), typeName(control >> 2 & 3U), bytes, header);
    addControl(wifi, bytes);
    wifi.add("wlan.duration", FieldText::tr("Duration"), decimal(bytes.u16le(2)), 2, 2);
    wifi.add("", FieldText::tr("Address 1"), macText(bytes, 4), 4, 6);
    wifi.add("", FieldText::tr("Address 2"), macText(bytes, 10), 10, 6);
    wifi.add("", FieldText::tr("Address 3"), macText(bytes, 16), 16, 6);
    wifi.bits("wlan.frag", FieldText::tr("Fragment"), decimal(bytes.u16le(22) & 0x0fU), 22, 1);
    wifi.bits("wlan.seq", FieldText::tr("Sequence number"), decimal(bytes.u16le(22) >> 4), 22, 2);
    if (!isData) { // management and control frames carry no packets, and may be shorter
        addData(d, bytes.after(kHeader));
        return;
    }
    if (!wifi.require(header))
        return;
    const Bytes rest = bytes.after(header);
    if ((control & kSubtypeNoData) != 0)
        return;
    if ((flags & (kProtected | kMoreFragments)) != 0 || (bytes.u8(22) & 0x0f) != 0)
        addData(d, rest);
    else if (isAggregate) // the first subframe: destination 6, source 6, length 2
        addLlc(d, rest.after(14).limitedTo(rest.u16(12)));
    else
        addLlc(d, rest);
}

void addRadiotap(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kSmallest = 8; // version 1, pad 1, length 2, present 4
    const std::uint32_t length = bytes.u16le(2);
    const Field radiotap = d.layer("radiotap", QStringLiteral("radiotap"), byteCount(length), bytes,
                                   std::max(length, kSmallest));
    radiotap.add("radiotap.version", FieldText::tr("Version"), decimal(bytes.u8(0)), 0, 1);
    radiotap.add("radiotap.length", FieldText::tr("Header length"), byteCount(length), 2, 2);
    if (length < kSmallest) {
        radiotap.problem(FieldText::tr("The header is said to be shorter than it can be"), 2, 2);
        return;
    }
    if (!radiotap.require(length))
        return;
    const Bytes header = bytes.limitedTo(length);
    const Field values = radiotap.at(header);
    std::uint32_t at = 4;
    std::uint32_t word = 0;
    do {
        word = header.u32le(at);
        values.add("radiotap.present.word", FieldText::tr("Present"), hex(word, 8), at, 4);
        at += 4;
    } while ((word & 0x80000000U) != 0 && header.has(at + 4));
    addRadiotapValues(values, header, at);

    const int flags = d.tree.find("radiotap.flags");
    const std::uint8_t bits = flags >= 0 ? bytes.frame[d.tree[flags].begin] : std::uint8_t{0};
    Bytes frame = bytes.after(length);
    constexpr std::uint32_t kCheckSequence = 4;
    if ((bits & 0x10) != 0 && frame.length >= kCheckSequence)
        frame = frame.limitedTo(frame.length - kCheckSequence);
    addWifi(d, frame, (bits & 0x20) != 0);
}

void addPrism(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kAvsVersion1 = 0x80211000; // the last digit counts up
    const std::uint32_t first = bytes.u32(0);
    std::uint32_t header = 144; // what the Prism drivers wrote, whatever length they gave
    QString name = QStringLiteral("Prism");
    if ((first & 0xfffff000U) == kAvsVersion1) {
        header = bytes.u32(4);
        name = QStringLiteral("AVS");
    } else if (first != 0x00000044 && first != 0x44000000) {
        addWifi(d, bytes, false);
        return;
    }
    if (d.layer("", name, byteCount(header), bytes, header).require(header))
        addWifi(d, bytes.after(header), false);
}

void addPpi(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8; // version 1, flags 1, length 2, link type 4
    const std::uint32_t length = bytes.u16le(2);
    const std::uint32_t linkType = bytes.u32le(4);
    const Field ppi =
        d.layer("ppi", QStringLiteral("PPI"), byteCount(length), bytes, std::max(length, kHeader));
    if (!ppi.require(std::max(length, kHeader)) || !d.enterLayer())
        return;
    ppi.add("ppi.version", FieldText::tr("Version"), decimal(bytes.u8(0)), 0, 1);
    ppi.add("ppi.length", FieldText::tr("Header length"), byteCount(length), 2, 2);
    ppi.add("ppi.dlt", FieldText::tr("Link type"),
            named(linkType, linkType <= 0xffff ? linkTypeName(std::uint16_t(linkType)) : QString()),
            4, 4);
    if (length < kHeader || linkType > 0xffff ||
        linkType == static_cast<std::uint32_t>(LinkType::Ppi))
        ppi.problem(FieldText::tr("The header contradicts itself"));
    else
        addLink(d, static_cast<std::uint16_t>(linkType), bytes.after(length));
}

} // namespace synoptic::fields
