// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"

#include <QCoreApplication>

#include <array>

namespace synoptic {

namespace {

// The English texts are those of name(TcpEvent) and name(SentSegment), spelt out for translation.
constexpr std::array kEvents{
    QT_TRANSLATE_NOOP("TcpEvent", "passive OPEN"), QT_TRANSLATE_NOOP("TcpEvent", "active OPEN"),
    QT_TRANSLATE_NOOP("TcpEvent", "SEND"), QT_TRANSLATE_NOOP("TcpEvent", "CLOSE"),
    QT_TRANSLATE_NOOP("TcpEvent", "ABORT"),
    //: rcv: receive. A TCP event; flags (SYN, ACK, FIN, RST) are not
    //: translated.
    QT_TRANSLATE_NOOP("TcpEvent", "rcv SYN"), QT_TRANSLATE_NOOP("TcpEvent", "rcv SYN+ACK"),
    QT_TRANSLATE_NOOP("TcpEvent", "rcv ACK of SYN"), QT_TRANSLATE_NOOP("TcpEvent", "rcv FIN"),
    QT_TRANSLATE_NOOP("TcpEvent", "rcv ACK of FIN"),
    QT_TRANSLATE_NOOP("TcpEvent", "rcv FIN+ACK of FIN"), QT_TRANSLATE_NOOP("TcpEvent", "rcv RST"),
    QT_TRANSLATE_NOOP("TcpEvent", "rcv ICMP error"), QT_TRANSLATE_NOOP("TcpEvent", "timeout"),
    QT_TRANSLATE_NOOP("TcpEvent", "2MSL timeout"),
    //: an event no source saw
    QT_TRANSLATE_NOOP("TcpEvent", "unseen")};

constexpr std::array kSent{
    "—",
    //: snd: send
    QT_TRANSLATE_NOOP("TcpEvent", "snd SYN"),
    QT_TRANSLATE_NOOP("TcpEvent", "snd SYN+ACK"),
    QT_TRANSLATE_NOOP("TcpEvent", "snd ACK"),
    QT_TRANSLATE_NOOP("TcpEvent", "snd FIN"),
    QT_TRANSLATE_NOOP("TcpEvent", "snd RST"),
};

} // namespace

QString formatEvent(TcpEvent event) {
    return QCoreApplication::translate("TcpEvent", kEvents[static_cast<std::size_t>(event)]);
}

QString formatSent(SentSegment sent) {
    return QCoreApplication::translate("TcpEvent", kSent[static_cast<std::size_t>(sent)]);
}

QString formatEventAndSent(const StateTransition& transition) {
    const QString event = formatEvent(transition.event);
    const TransitionRow* row = findTransition(transition.from, transition.event, transition.to);
    if (row == nullptr)
        return event;
    //: What happened / what was sent for it, as in RFC 9293's state diagram
    return QCoreApplication::translate("TcpEvent", "%1 / %2").arg(event, formatSent(row->sent));
}

} // namespace synoptic
