// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/json_lines.h"

#include "model/items/finding_text.h"
#include "model/items/json_object.h"

namespace synoptic {

namespace {

QByteArray decimal(double value) {
    return QByteArray::number(value, 'g', 12);
}

JsonObject endpoint(const Endpoint& end) {
    JsonObject json;
    json.text("address", end.address.toString()).number("port", end.port);
    if (end.scope != 0)
        json.number("scope", end.scope);
    return json;
}

void addEnds(JsonObject& json, const ConnectionId& id) {
    json.text("protocol", name(id.protocol))
        .object("local", endpoint(id.tuple.local))
        .object("remote", endpoint(id.tuple.remote));
}

void addProcess(JsonObject& json, const Owner& owner) {
    if (owner.kind != Owner::Kind::Process || !owner.process)
        return;
    json.number("pid", static_cast<std::uint64_t>(owner.process->pid))
        .text("process", owner.process->name);
    if (owner.others > 0)
        json.number("other_processes", owner.others);
}

void addWhyNoProcess(JsonObject& json, const Owner& owner) {
    switch (owner.kind) {
    case Owner::Kind::Kernel:
        json.text("owner", "kernel");
        break;
    case Owner::Kind::OtherUser:
        json.text("owner", "other-user");
        break;
    case Owner::Kind::NotVisible:
        json.text("owner", "not-visible");
        break;
    case Owner::Kind::Process:
    case Owner::Kind::Unknown:
        break;
    }
}

void addNamespace(JsonObject& json, const ConnectionId& id, std::string_view name) {
    json.number("netns", id.netns);
    if (!name.empty())
        json.text("netns_name", name);
}

void addMetrics(JsonObject& json, const TcpMetrics& metrics) {
    if (metrics.rttMicroseconds != 0)
        json.time("rtt", std::chrono::microseconds(metrics.rttMicroseconds))
            .time("rtt_variance", std::chrono::microseconds(metrics.rttVarianceMicroseconds));
    json.number("congestion_window", metrics.congestionWindow)
        .number("unacknowledged_segments", metrics.unacked)
        .number("bytes_received", metrics.bytesReceived)
        .number("bytes_acknowledged", metrics.bytesAcked)
        .number("total_retransmits", metrics.totalRetransmits);
}

} // namespace

QByteArray socketLine(const ConnectionSnapshot& connection, std::string_view netnsName) {
    JsonObject json;
    json.text("type", "socket");
    addEnds(json, connection.id);
    json.text("state", name(connection.state));
    if (connection.disagreement)
        json.text("packets_state", name(connection.wireState))
            .time("disagrees_since", connection.disagreesSince.time_since_epoch());
    json.number("receive_queue", connection.receiveQueue);
    // /proc/net does not tell a listener's limit.
    if (connection.state != TcpState::Listen || connection.sendQueue != 0)
        json.number("send_queue", connection.sendQueue);
    if (connection.uid)
        json.number("uid", *connection.uid);
    if (connection.inode != 0)
        json.number("inode", connection.inode);
    addProcess(json, connection.owner);
    addWhyNoProcess(json, connection.owner);
    if (connection.timer.kind != SocketTimer::Kind::None)
        json.object("timer", JsonObject()
                                 .text("kind", name(connection.timer.kind))
                                 .time("expires", connection.timer.expires));
    if (connection.id.protocol == Protocol::Tcp && connection.state != TcpState::Listen)
        json.number("retransmits", connection.retransmits);
    if (connection.metrics)
        addMetrics(json, *connection.metrics);
    if (connection.interfaceIndex != 0)
        json.number("interface_index", connection.interfaceIndex);
    addNamespace(json, connection.id, netnsName);
    return json.close();
}

QByteArray transitionLine(const StateTransition& transition, const ConnectionSnapshot& connection,
                          std::string_view netnsName) {
    JsonObject json;
    json.text("type", "transition").time("time", transition.time.time_since_epoch());
    if (transition.notBefore != transition.time)
        json.time("not_before", transition.notBefore.time_since_epoch());
    addEnds(json, connection.id);
    json.text("from", name(transition.from))
        .text("to", name(transition.to))
        .text("event", name(transition.event))
        .text("evidence", name(transition.evidence));
    addProcess(json, connection.owner);
    addNamespace(json, connection.id, netnsName);
    return json.close();
}

QByteArray findingLine(const Finding& finding) {
    const FindingSubject& subject = finding.subject;
    JsonObject json;
    json.text("type", "finding")
        .number("id", finding.id)
        .text("rule", name(finding.rule))
        .text("severity", name(finding.severity))
        .text("subject", findingSubjectText(subject).toStdString())
        .time("first", finding.first.time_since_epoch())
        .time("last", finding.last.time_since_epoch())
        .raw("over", finding.over ? "true" : "false")
        .text("summary", findingSummary(finding).toStdString());
    QByteArray evidence;
    for (const FindingEvidence& each : finding.evidence) {
        JsonObject one;
        one.text("name", each.name).raw("value", decimal(each.value));
        if (each.limit)
            one.raw("limit", decimal(*each.limit));
        if (each.atLeast)
            one.flag("at_least", true);
        evidence += (evidence.isEmpty() ? QByteArray() : QByteArray(",")) + one.close();
    }
    json.raw("evidence", '[' + evidence + ']');
    QByteArray details;
    for (const std::string& detail : finding.details)
        details += (details.isEmpty() ? QByteArray() : QByteArray(",")) + jsonQuoted(detail);
    if (!details.isEmpty())
        json.raw("details", '[' + details + ']');
    json.text("meaning", findingMeaning(finding).toStdString())
        .text("advice", findingAdvice(finding).toStdString());
    if (subject.local != Endpoint{})
        json.object("local", endpoint(subject.local));
    if (subject.remote != Endpoint{})
        json.object("remote", endpoint(subject.remote));
    if (subject.pid != 0)
        json.number("pid", static_cast<std::uint64_t>(subject.pid))
            .text("process", subject.process);
    if (const std::uint64_t count = finding.connections.size() + finding.connectionsOmitted)
        json.number("connections", count);
    if (!finding.packets.empty())
        json.number("packet", finding.packets.front() + 1); // counted as Wireshark does
    if (subject.netns != 0)
        json.number("netns", subject.netns);
    return json.close();
}

QByteArray summaryLine(const RunSummary& summary) {
    JsonObject json;
    json.text("type", "summary");
    if (summary.packets)
        json.number("packets", *summary.packets);
    if (summary.skippedPackets)
        json.number("skipped_packets", *summary.skippedPackets);
    if (summary.connections)
        json.number("connections", *summary.connections);
    if (summary.transitions)
        json.number("transitions", *summary.transitions);
    if (summary.lostEvents)
        json.number("lost_events", *summary.lostEvents);
    if (summary.findings)
        json.number("findings", *summary.findings);
    if (summary.duration)
        json.time("duration", *summary.duration);
    QByteArray tooShort;
    for (const auto& [rule, needs] : summary.tooShort) {
        JsonObject each;
        each.text("rule", rule);
        each.time("needs", needs);
        tooShort += (tooShort.isEmpty() ? QByteArray() : QByteArray(",")) + each.close();
    }
    if (!tooShort.isEmpty())
        json.raw("too_short", '[' + tooShort + ']');
    if (!summary.firewall.isEmpty())
        json.raw("firewall", summary.firewall);
    QByteArray warnings;
    for (const QByteArray& warning : summary.warnings)
        warnings += (warnings.isEmpty() ? QByteArray() : QByteArray(",")) +
                    jsonQuoted({warning.constData(), static_cast<std::size_t>(warning.size())});
    return json.raw("warnings", '[' + warnings + ']').close();
}

} // namespace synoptic
