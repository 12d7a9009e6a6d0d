// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/messages.h"
#include "model/items/filter/terms.h"

#include <limits>

namespace synoptic::filter {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

template <typename Getter>
NodePointer inside(Interval interval, Getter getter) {
    return makeTest([interval, getter](const ConnectionSnapshot& c, const FilterContext& context) {
        return interval.contains(getter(c, context));
    });
}

/// A number of tcp_info, unknown where the kernel gave none.
template <typename Getter>
NodePointer metricInside(Interval interval, Getter getter) {
    return inside(interval, [getter](const ConnectionSnapshot& c, const FilterContext&) {
        return c.metrics ? static_cast<double>(getter(*c.metrics)) : kUnknown;
    });
}

template <typename Getter>
NodePointer valueInside(Interval interval, Getter getter) {
    return inside(interval, [getter](const ConnectionSnapshot& c, const FilterContext&) {
        return static_cast<double>(getter(c));
    });
}

using Snapshot = ConnectionSnapshot;
using Metrics = TcpMetrics;

NodePointer numberNode(Key key, Interval range, bool perSecond) {
    switch (key) {
    case Key::Pid:
        return valueInside(range, [](const Snapshot& c) {
            return c.owner.process ? c.owner.process->pid : kUnknown;
        });
    case Key::Rtt:
        return metricInside(range, [](const Metrics& m) {
            return m.rttMicroseconds == 0 ? kUnknown : m.rttMicroseconds / 1e6;
        });
    case Key::Age:
        return inside(range, [](const Snapshot& c, const FilterContext& context) {
            return seconds(context.now - c.firstSeen);
        });
    case Key::InState:
        return inside(range, [](const Snapshot& c, const FilterContext& context) {
            return seconds(context.now - c.lastChange);
        });
    case Key::Received:
        if (perSecond) {
            return valueInside(
                range, [](const Snapshot& c) { return c.metrics ? c.receiveRate : kUnknown; });
        }
        return metricInside(range, [](const Metrics& m) { return m.bytesReceived; });
    case Key::Sent:
        if (perSecond) {
            return valueInside(range,
                               [](const Snapshot& c) { return c.metrics ? c.sendRate : kUnknown; });
        }
        return metricInside(range, [](const Metrics& m) { return m.bytesAcked; });
    case Key::Retransmits:
        return metricInside(range, [](const Metrics& m) { return m.totalRetransmits; });
    case Key::ReceiveQueue:
        return valueInside(range, [](const Snapshot& c) { return c.receiveQueue; });
    case Key::SendQueue:
        return valueInside(range, [](const Snapshot& c) { return c.sendQueue; });
    default: // Key::CongestionWindow
        return metricInside(range, [](const Metrics& m) { return m.congestionWindow; });
    }
}

Unit unitOf(const KeyFacts& facts) {
    if (facts.key == Key::Rtt)
        return Unit::Milliseconds;
    if (facts.kind == ValueKind::Time)
        return Unit::Seconds;
    return facts.kind == ValueKind::Size ? Unit::Bytes : Unit::Plain;
}

QString badNumber(const KeyFacts& facts, const QString& value) {
    if (facts.kind == ValueKind::Time)
        return Messages::tr("“%1” is no time. Write for example >100ms, <5m or 1s-10s.").arg(value);
    if (facts.kind == ValueKind::Size)
        return Messages::tr("“%1” is no size. Write for example >1MiB or 10k-20k.").arg(value);
    return Messages::tr("“%1” is no number. Write for example 7, >7 or 7-70.").arg(value);
}

} // namespace

void buildNumberTerm(Term& term, const KeyFacts& facts, const Token& token, const QString& value) {
    const auto parsed = parseInterval(value, token.comparison, unitOf(facts));
    if (!parsed)
        return term.fail(badNumber(facts, value));
    const bool hasRate = facts.key == Key::Received || facts.key == Key::Sent;
    if (parsed->perSecond && !hasRate)
        return term.fail(Messages::tr("“%1” is no rate.").arg(token.key));
    if (parsed->interval.isEmpty())
        return term.fail(Messages::tr("The range ends before it begins."));
    term.numbers = parsed->interval;
    term.perSecond = parsed->perSecond;
    term.dependsOnTime = facts.key == Key::Age || facts.key == Key::InState;
    term.node = numberNode(facts.key, parsed->interval, parsed->perSecond);
}

} // namespace synoptic::filter
