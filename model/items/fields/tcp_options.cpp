// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

/// TCP option kinds (IANA) that are read further.
enum Kind : std::uint8_t {
    EndOfList = 0,
    NoOperation = 1,
    MaximumSegmentSize = 2, ///< RFC 9293, 3.7.1
    WindowScale = 3,        ///< RFC 7323, 2.2
    SackPermitted = 4,      ///< RFC 2018, 2
    Sack = 5,               ///< RFC 2018, 3
    Timestamps = 8,         ///< RFC 7323, 3.2
    Md5 = 19,
    UserTimeout = 28,
    Authentication = 29,
    Multipath = 30,    ///< RFC 8684, 3
    FastOpen = 34,     ///< RFC 7413, 4.1.1
    Experiment1 = 253, ///< RFC 6994
    Experiment2 = 254,
};

struct KindName {
    const char* key;
    QString name;
};

KindName kindName(std::uint8_t kind) {
    switch (kind) {
    case EndOfList:
        return {"tcp.options.eol", FieldText::tr("End of options")};
    case NoOperation:
        return {"tcp.options.nop", FieldText::tr("No operation")};
    case MaximumSegmentSize:
        return {"tcp.options.mss", FieldText::tr("Maximum segment size")};
    case WindowScale:
        return {"tcp.options.wscale", FieldText::tr("Window scale")};
    case SackPermitted:
        return {"tcp.options.sack_perm", FieldText::tr("SACK permitted")};
    case Sack:
        return {"tcp.options.sack", QStringLiteral("SACK")};
    case Timestamps:
        return {"tcp.options.timestamp", FieldText::tr("Timestamps")};
    case Md5:
        return {"tcp.options.md5", QStringLiteral("TCP MD5")};
    case UserTimeout:
        return {"tcp.options.user_to", QStringLiteral("User Timeout")};
    case Authentication:
        return {"tcp.options.ao", QStringLiteral("TCP-AO")};
    case Multipath:
        return {"tcp.options.mptcp", QStringLiteral("MPTCP")};
    case FastOpen:
        return {"tcp.options.tfo", QStringLiteral("Fast Open")};
    case 172:
    case 174:
        return {"tcp.options.acc_ecn", QStringLiteral("AccECN")};
    case Experiment1:
    case Experiment2:
        return {"tcp.options.experimental", FieldText::tr("Experiment")};
    default:
        return {"tcp.options.unknown", FieldText::tr("Option %1").arg(kind)};
    }
}

QString multipathName(std::uint8_t subtype) {
    static constexpr const char* kNames[] = {"MP_CAPABLE", "MP_JOIN",      "DSS",
                                             "ADD_ADDR",   "REMOVE_ADDR",  "MP_PRIO",
                                             "MP_FAIL",    "MP_FASTCLOSE", "MP_TCPRST"};
    return subtype < std::size(kNames) ? QString::fromLatin1(kNames[subtype]) : decimal(subtype);
}

QString fastOpenText(std::span<const std::uint8_t> cookie) {
    return cookie.empty() ? FieldText::tr("asks for a cookie")
                          : FieldText::tr("cookie %1").arg(hexText(cookie));
}

void addSackBlocks(const Field& option, Bytes options, std::uint32_t at, std::uint32_t length) {
    for (std::uint32_t block = at + 2; block + 8 <= at + length; block += 8) {
        option.add("tcp.options.sack_le", FieldText::tr("Left edge"), decimal(options.u32(block)),
                   block, 4);
        option.add("tcp.options.sack_re", FieldText::tr("Right edge"),
                   decimal(options.u32(block + 4)), block + 4, 4);
    }
}

/// A whole option with a length of its own.
void addOption(const Field& tcp, Bytes options, std::uint32_t at, std::uint32_t length) {
    const std::uint8_t kind = options.u8(at);
    const auto body = options.span(at + 2, length - 2);
    const KindName name = kindName(kind);
    const auto add = [&](const QString& value) {
        return tcp.add(name.key, name.name, value, at, length);
    };
    switch (kind) {
    case MaximumSegmentSize:
        if (length == 4)
            add(byteCount(options.u16(at + 2)))
                .add("tcp.options.mss_val", FieldText::tr("Value"), decimal(options.u16(at + 2)),
                     at + 2, 2);
        else
            add(hexText(body));
        return;
    case WindowScale:
        if (length == 3) {
            const unsigned shift = options.u8(at + 2);
            // RFC 7323, 2.3: more than 14 counts as 14
            add(FieldText::tr("%1 (multiply by %2)").arg(shift).arg(1U << std::min(shift, 14U)))
                .add("tcp.options.wscale.shift", FieldText::tr("Shift"), decimal(shift), at + 2, 1);
        } else {
            add(hexText(body));
        }
        return;
    case SackPermitted:
        add({});
        return;
    case Sack:
        addSackBlocks(
            add(FieldText::tr("%1 block(s)", nullptr, int((length - 2) / 8)).arg((length - 2) / 8)),
            options, at, length);
        return;
    case Timestamps: {
        if (length != 10) {
            add(hexText(body));
            return;
        }
        const QString value = decimal(options.u32(at + 2));
        const QString echo = decimal(options.u32(at + 6));
        const Field stamps = add(FieldText::tr("value %1, echo %2").arg(value, echo));
        stamps.add("tcp.options.timestamp.tsval", FieldText::tr("Value"), value, at + 2, 4);
        stamps.add("tcp.options.timestamp.tsecr", FieldText::tr("Echo"), echo, at + 6, 4);
        return;
    }
    case Multipath:
        add(multipathName(options.u8(at + 2) >> 4));
        return;
    case FastOpen:
        add(fastOpenText(body));
        return;
    case Experiment1:
    case Experiment2:
        if (options.u16(at + 2) == 0xf989 && length >= 4)
            add(QStringLiteral("Fast Open, ") + fastOpenText(body.subspan(2)));
        else
            add(hexText(body));
        return;
    default:
        add(hexText(body));
    }
}

} // namespace

void addTcpOptions(const Field& tcp, Bytes options) {
    const Field list = tcp.at(options).add("tcp.options", FieldText::tr("Options"),
                                           byteCount(options.length), 0, options.captured());
    for (std::uint32_t at = 0; at < options.captured();) {
        const std::uint8_t kind = options.u8(at);
        if (kind <= NoOperation) {
            const KindName name = kindName(kind);
            // What stands behind the end of the list is padding.
            const std::uint32_t size = kind == EndOfList ? options.captured() - at : 1;
            list.add(name.key, name.name, {}, at, size);
            if (kind == EndOfList)
                return;
            ++at;
            continue;
        }
        const std::uint32_t length = options.u8(at + 1);
        if (at + 2 > options.captured() || at + length > options.captured()) {
            if (options.isWhole())
                list.problem(FieldText::tr("An option is longer than the header"), at, 2);
            else
                list.problem(FieldText::tr("The capture ends within this header"), at, 2);
            return;
        }
        if (length < 2) {
            list.problem(FieldText::tr("An option is said to be shorter than it can be"), at, 2);
            return;
        }
        addOption(list, options, at, length);
        at += length;
    }
}

} // namespace synoptic::fields
