// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/protocol_text.h"

#include <QCoreApplication>

#include <array>

namespace synoptic {

namespace {

// The words of name(), once more: lupdate finds them only where they are written out. A test
// compares the two. In the order of TcpEvent.
constexpr std::array kEvents{
    QT_TRANSLATE_NOOP("Protocol", "passive OPEN"),
    QT_TRANSLATE_NOOP("Protocol", "active OPEN"),
    QT_TRANSLATE_NOOP("Protocol", "SEND"),
    QT_TRANSLATE_NOOP("Protocol", "CLOSE"),
    QT_TRANSLATE_NOOP("Protocol", "ABORT"),
    //: rcv: receive. A TCP event; flags (SYN, ACK, FIN, RST) are not translated.
    QT_TRANSLATE_NOOP("Protocol", "rcv SYN"),
    QT_TRANSLATE_NOOP("Protocol", "rcv SYN+ACK"),
    QT_TRANSLATE_NOOP("Protocol", "rcv ACK of SYN"),
    QT_TRANSLATE_NOOP("Protocol", "rcv FIN"),
    QT_TRANSLATE_NOOP("Protocol", "rcv ACK of FIN"),
    QT_TRANSLATE_NOOP("Protocol", "rcv FIN+ACK of FIN"),
    QT_TRANSLATE_NOOP("Protocol", "rcv RST"),
    QT_TRANSLATE_NOOP("Protocol", "timeout"),
    QT_TRANSLATE_NOOP("Protocol", "2MSL timeout"),
    //: an event no source saw
    QT_TRANSLATE_NOOP("Protocol", "unseen"),
};

// In the order of SentSegment.
constexpr std::array kSent{
    "—",
    //: snd: send
    QT_TRANSLATE_NOOP("Protocol", "snd SYN"),
    QT_TRANSLATE_NOOP("Protocol", "snd SYN+ACK"),
    QT_TRANSLATE_NOOP("Protocol", "snd ACK"),
    QT_TRANSLATE_NOOP("Protocol", "snd FIN"),
    QT_TRANSLATE_NOOP("Protocol", "snd RST"),
};

QString translated(const char* source) {
    return QCoreApplication::translate("Protocol", source);
}

} // namespace

QString stateText(TcpState state) {
    const std::string_view text = name(state);
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString eventText(TcpEvent event) {
    return translated(kEvents[static_cast<std::size_t>(event)]);
}

QString sentText(SentSegment sent) {
    return translated(kSent[static_cast<std::size_t>(sent)]);
}

} // namespace synoptic
