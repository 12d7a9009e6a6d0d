// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter_edit.h"

#include "model/items/filter/tokens.h"
#include "model/items/format.h"

#include <array>
#include <cmath>

namespace synoptic {

namespace {

using filter::quotedIfNeeded;
using filter::Token;

bool hasOuterOr(const std::vector<Token>& tokens) {
    int depth = 0;
    for (const Token& token : tokens) {
        depth += token.kind == Token::Kind::Open ? 1 : token.kind == Token::Kind::Close ? -1 : 0;
        if (token.kind == Token::Kind::Or && depth == 0)
            return true;
    }
    return false;
}

/// The token of a term among those that must all hold, or null.
const Token* findTerm(const QString& text, const std::vector<Token>& tokens, const QString& term,
                      bool negated) {
    int depth = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        depth += token.kind == Token::Kind::Open ? 1 : token.kind == Token::Kind::Close ? -1 : 0;
        if (token.kind != Token::Kind::Term || depth != 0)
            continue;
        const bool isNegated = i > 0 && tokens[i - 1].kind == Token::Kind::Not;
        if (isNegated == negated && text.mid(token.start, token.length) == term)
            return &token;
    }
    return nullptr;
}

QString keyed(const char* key, const QString& value) {
    return value.isEmpty() ? QString() : QLatin1String(key) + u':' + quotedIfNeeded(value);
}

QString exactly(const char* key, const QString& value) {
    return value.isEmpty() ? QString()
                           : QLatin1String(key) + QLatin1String(":=") + quotedIfNeeded(value);
}

QString latin1(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString addressTerm(const char* key, const Endpoint& end) {
    if (end.port == 0 && end.address.isUnspecified())
        return {};
    return keyed(key, QString::fromStdString(end.address.toString()));
}

QString portTerm(const char* key, std::uint16_t port) {
    return port == 0 ? QString() : keyed(key, QString::number(port));
}

QString stateTerm(const ConnectionSnapshot& c) {
    if (c.id.protocol == Protocol::Udp)
        return QStringLiteral("proto:udp");
    return keyed("state", formatState(c.state));
}

QString processTerm(const Owner& owner) {
    if (owner.process)
        return exactly("process", QString::fromStdString(owner.process->name));
    return owner.kind == Owner::Kind::Kernel ? QStringLiteral("process:=kernel") : QString();
}

/// A number as the filter reads it, at or above which "more like this" lies.
QString atLeast(const char* key, double value) {
    return value > 0 ? QLatin1String(key) + QLatin1String(":>=") +
                           QString::number(std::floor(value), 'f', 0)
                     : QString();
}

QString metricTerm(const ConnectionSnapshot& c, ConnectionColumns::Column column) {
    if (!c.metrics)
        return {};
    switch (column) {
    case ConnectionColumns::ReceiveRate: {
        const QString rate = atLeast("rx", c.receiveRate);
        return rate.isEmpty() ? rate : rate + QLatin1String("/s");
    }
    case ConnectionColumns::SendRate: {
        const QString rate = atLeast("tx", c.sendRate);
        return rate.isEmpty() ? rate : rate + QLatin1String("/s");
    }
    case ConnectionColumns::ReceivedBytes:
        return atLeast("rx", static_cast<double>(c.metrics->bytesReceived));
    case ConnectionColumns::SentBytes:
        return atLeast("tx", static_cast<double>(c.metrics->bytesAcked));
    case ConnectionColumns::Rtt:
        return c.metrics->rttMicroseconds == 0
                   ? QString()
                   : QStringLiteral("rtt:>=%1us").arg(c.metrics->rttMicroseconds);
    case ConnectionColumns::CongestionWindow:
        return atLeast("cwnd", c.metrics->congestionWindow);
    case ConnectionColumns::Retransmits:
        return atLeast("retrans", c.metrics->totalRetransmits);
    default:
        return {};
    }
}

} // namespace

QString filterWithTerm(const QString& text, const QString& term, FilterWrite write) {
    const bool negated = write == FilterWrite::Not;
    const QString added = negated ? QLatin1String("not ") + term : term;
    const QString present = text.trimmed();
    if (term.isEmpty())
        return present;
    if (present.isEmpty() || write == FilterWrite::Replace)
        return added;
    const std::vector<Token> tokens = filter::tokenize(present);
    if (hasOuterOr(tokens))
        return u'(' + present + QLatin1String(") ") + added;
    if (findTerm(present, tokens, term, negated) != nullptr)
        return present;
    // The opposite of what is there takes its place: both could never hold.
    if (const Token* opposite = findTerm(present, tokens, term, !negated)) {
        const qsizetype start = negated ? opposite->start : (opposite - 1)->start;
        return present.left(start) + added + present.mid(opposite->end());
    }
    return present + u' ' + added;
}

QString termForCell(const ConnectionSnapshot& c, ConnectionColumns::Column column,
                    const ConnectionNames& names) {
    const FourTuple& tuple = c.id.tuple;
    switch (column) {
    case ConnectionColumns::State:
        return stateTerm(c);
    case ConnectionColumns::Process:
        return processTerm(c.owner);
    case ConnectionColumns::Pid:
        return c.owner.process ? keyed("pid", QString::number(c.owner.process->pid)) : QString();
    case ConnectionColumns::LocalAddress:
        return addressTerm("src", tuple.local);
    case ConnectionColumns::LocalPort:
        return portTerm("sport", tuple.local.port);
    case ConnectionColumns::RemoteAddress:
        return addressTerm("dst", tuple.remote);
    case ConnectionColumns::RemotePort:
        return portTerm("dport", tuple.remote.port);
    case ConnectionColumns::RemoteHost:
        return exactly("host", names.host(tuple.remote.address));
    case ConnectionColumns::ReceiveQueue:
        return atLeast("recvq", c.receiveQueue);
    case ConnectionColumns::SendQueue:
        return atLeast("sendq", c.sendQueue);
    case ConnectionColumns::Timer:
        return keyed("timer", latin1(name(c.timer.kind)));
    case ConnectionColumns::Role: {
        constexpr std::array kRoles{"unknown", "client", "server", "listener"};
        return keyed("role", QLatin1String(kRoles[static_cast<std::size_t>(c.role)]));
    }
    case ConnectionColumns::Family:
        return keyed("family",
                     tuple.local.address.isV4() ? QStringLiteral("ipv4") : QStringLiteral("ipv6"));
    case ConnectionColumns::Interface:
        return exactly("iface", names.interfaceName(c.interfaceIndex));
    case ConnectionColumns::User:
        return c.uid ? keyed("user", QString::number(*c.uid)) : QString();
    case ConnectionColumns::Service:
        return exactly("service", names.service(servicePort(c), c.id.protocol));
    case ConnectionColumns::Evidence:
        return keyed("evidence", latin1(name(c.evidence)));
    case ConnectionColumns::Diagnosis: {
        const auto diagnosis = names.diagnosis(c.key);
        return diagnosis ? keyed("diagnosis", latin1(name(diagnosis->rule))) : QString();
    }
    case ConnectionColumns::Age:
    case ConnectionColumns::TimeInState:
    case ConnectionColumns::ColumnCount:
        return {};
    default:
        return metricTerm(c, column);
    }
}

} // namespace synoptic
