// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"
#include "model/items/json_lines.h"
#include "model/items/json_object.h"
#include "model/items/report/report_files.h"
#include "model/items/threshold_fields.h"

#include <span>

namespace synoptic {

namespace {

/// A list; `one` gives each element's JSON.
template <typename List, typename One>
QByteArray array(const List& list, One one) {
    QByteArray out("[");
    for (const auto& element : list)
        out += (out.size() == 1 ? QByteArray() : QByteArray(",")) + one(element);
    return out + ']';
}

JsonObject& text(JsonObject& json, const char* key, const QString& value) {
    return json.text(key, value.toStdString());
}

JsonObject endpoint(const Endpoint& end) {
    JsonObject json;
    json.text("address", end.address.toString()).number("port", end.port);
    if (end.scope != 0)
        json.number("scope", end.scope);
    return json;
}

/// What both ends of a connection have, the client first.
class Ends {
public:
    explicit Ends(const ReportConnection& c) : c_(c), client_(c.detail->ends[1].isClient ? 1 : 0) {}
    const WireEnd& client() const { return c_.detail->ends[client_]; }
    const WireEnd& server() const { return c_.detail->ends[1 - client_]; }
    const Endpoint& clientEnd() const { return tuple(client_ == 0); }
    const Endpoint& serverEnd() const { return tuple(client_ != 0); }
    template <typename Member>
    JsonObject pair(Member member) const {
        JsonObject json;
        json.number("client", client().counts.*member).number("server", server().counts.*member);
        return json;
    }

private:
    const Endpoint& tuple(bool local) const {
        return local ? c_.snapshot.id.tuple.local : c_.snapshot.id.tuple.remote;
    }
    const ReportConnection& c_;
    std::size_t client_;
};

QByteArray stateNames(const WireEnd& end) {
    return array(statesOf(end), [](TcpState state) { return jsonQuoted(name(state)); });
}

void addHandshake(JsonObject& json, const Handshake& handshake) {
    JsonObject one;
    one.flag("complete", handshake.complete);
    const auto isn = [&](const char* key, std::optional<std::uint32_t> value) {
        one.raw(key, value ? QByteArray::number(*value) : QByteArray("null"));
    };
    const auto moment = [&](const char* key, std::optional<Timestamp> value) {
        one.raw(key, value ? jsonSeconds(value->time_since_epoch()) : QByteArray("null"));
    };
    isn("client_isn", handshake.clientIsn);
    isn("server_isn", handshake.serverIsn);
    moment("syn_time", handshake.synTime);
    moment("syn_ack_time", handshake.synAckTime);
    moment("ack_time", handshake.ackTime);
    one.raw("initial_rtt", handshake.initialRoundTrip ? jsonSeconds(*handshake.initialRoundTrip)
                                                      : QByteArray("null"));
    one.number("syn_count", handshake.synCount);
    json.object("handshake", one);
}

void addCounts(JsonObject& json, const Ends& ends) {
    json.object("retransmissions", ends.pair(&SegmentCounts::retransmissions))
        .object("fast_retransmissions", ends.pair(&SegmentCounts::fastRetransmissions))
        .object("spurious_retransmissions", ends.pair(&SegmentCounts::spuriousRetransmissions))
        .object("out_of_order", ends.pair(&SegmentCounts::outOfOrder))
        .object("duplicate_acks", ends.pair(&SegmentCounts::duplicateAcks))
        .object("lost_segments", ends.pair(&SegmentCounts::lostSegments))
        .object("zero_windows", ends.pair(&SegmentCounts::zeroWindows))
        .object("keep_alives", ends.pair(&SegmentCounts::keepAlives))
        .object("resets", ends.pair(&SegmentCounts::resets));
}

/// As a line of `synoptic-cli analyze`.
QByteArray capturedConnection(const ReportConnection& c) {
    const Ends ends(c);
    JsonObject json;
    json.text("type", "connection")
        .number("id", c.detail->flow)
        .text("protocol", name(c.snapshot.id.protocol))
        .object("client", endpoint(ends.clientEnd()))
        .object("server", endpoint(ends.serverEnd()))
        .time("first", c.detail->first.time_since_epoch())
        .time("last", c.detail->last.time_since_epoch())
        .object("packets", ends.pair(&SegmentCounts::packets))
        .object("payload_bytes", ends.pair(&SegmentCounts::payloadBytes));
    if (c.snapshot.id.protocol == Protocol::Udp)
        return json.close();
    JsonObject states;
    states.raw("client", stateNames(ends.client())).raw("server", stateNames(ends.server()));
    json.object("states", states);
    addHandshake(json, c.detail->handshake);
    json.number("completeness", c.detail->completeness).text("outcome", name(c.detail->outcome));
    addCounts(json, ends);
    return json.close();
}

/// As a line of `synoptic-cli snapshot`, with when it was seen.
QByteArray watchedConnection(const ReportConnection& c) {
    QByteArray line = socketLine(c.snapshot);
    line.chop(1);
    JsonObject more;
    more.time("first_seen", c.snapshot.firstSeen.time_since_epoch())
        .time("last_change", c.snapshot.lastChange.time_since_epoch())
        .flag("closed", c.snapshot.closed);
    if (!c.host.isEmpty())
        text(more, "remote_host", c.host);
    if (!c.user.isEmpty())
        text(more, "user", c.user);
    if (c.detail) {
        const Ends ends(c);
        more.object("packets", ends.pair(&SegmentCounts::packets));
        addCounts(more, ends);
    }
    return line + ',' + more.close().mid(1);
}

QByteArray connectionJson(const ReportConnection& c) {
    return c.snapshot.fromCapture && c.detail ? capturedConnection(c) : watchedConnection(c);
}

/// As "id" in its line; of a watched one, where no line has any, its key.
QByteArray idOf(const ReportConnection& c) {
    return QByteArray::number(static_cast<qulonglong>(c.detail ? c.detail->flow : c.snapshot.key));
}

QByteArray findingJson(const Finding& finding) {
    return findingLine(finding);
}

JsonObject stateObject(const StateCounts& counts) {
    JsonObject json;
    for (const TcpState state : kAllTcpStates)
        json.number(name(state).data(), counts[index(state)]);
    return json;
}

QByteArray momentJson(const StateSample& sample) {
    JsonObject json;
    json.time("time", sample.time.time_since_epoch())
        .object("states", stateObject(sample.counts))
        .number("transitions", sample.transitions)
        .number("retransmissions", sample.retransmissions)
        .number("resets", sample.resets);
    if (sample.gap)
        json.flag("gap", true);
    return json.close();
}

QByteArray talkerJson(const ReportTalker& talker) {
    JsonObject json;
    json.text("address", talker.address.toString());
    if (!talker.host.isEmpty())
        text(json, "host", talker.host);
    json.number("connections", talker.connections)
        .number("sent_bytes", talker.sentBytes)
        .number("received_bytes", talker.receivedBytes)
        .number("packets", talker.packets);
    return json.close();
}

QByteArray groupJson(const ReportGroup& group) {
    JsonObject json;
    if (group.server)
        json.object("server", endpoint(*group.server));
    else if (!group.process.isEmpty())
        text(json, "process", group.process).number("pid", static_cast<std::uint64_t>(group.pid));
    json.number("connections", group.total).object("states", stateObject(group.counts));
    return json.close();
}

QByteArray sourceJson(const SourceStatus& source) {
    static constexpr const char* kKinds[] = {"socket-table", "kernel",    "packets",
                                             "capture-file", "recording", "firewall"};
    JsonObject json;
    json.text("kind", kKinds[static_cast<std::size_t>(source.kind)]);
    if (!source.interfaceName.empty())
        json.text("interface", source.interfaceName);
    json.number("received", source.received).number("dropped", source.dropped);
    if (!source.problem.empty())
        json.text("problem", source.problem);
    return json.close();
}

JsonObject redactionJson(const ReportMaterial& material) {
    JsonObject json;
    json.flag("applied", !material.redactionKey.isEmpty());
    if (!material.redactionKey.isEmpty())
        text(json, "key", material.redactionKey);
    return json;
}

QByteArray thresholdsJson(const DiagnosisThresholds& thresholds) {
    JsonObject json;
    for (const ThresholdField& field : thresholdFields()) {
        if (!field.isDefault(thresholds))
            json.raw(field.jsonName().constData(),
                     QByteArray::number(field.jsonValue(thresholds), 'g', 12));
    }
    return json.close();
}

JsonObject aboutJson(const ReportMaterial& material) {
    JsonObject json;
    if (material.subject == ReportMaterial::Subject::Capture) {
        text(json, "file", material.file).number("file_bytes", material.fileBytes);
        if (!material.fileHash.isEmpty())
            json.text("file_sha256", material.fileHash.toHex().toStdString());
    } else {
        text(json, "host", material.host);
        text(json, "system", material.system);
        json.text("privilege",
                  material.privilege == ReportMaterial::Privilege::Root ? "root" : "ordinary");
    }
    json.time("first", material.first.time_since_epoch())
        .time("last", material.last.time_since_epoch());
    text(json, "first_utc", formatIso(material.first));
    text(json, "last_utc", formatIso(material.last));
    json.raw("sources", array(material.sources, sourceJson))
        .flag("selection", material.isSelection)
        .raw("changed_thresholds", thresholdsJson(material.thresholds))
        .object("redaction", redactionJson(material));
    return json;
}

/// With the names of the last line of `analyze`.
JsonObject summaryJson(const CaseReport& report) {
    const ReportSummary& sum = report.summary;
    JsonObject json;
    json.text("type", "summary");
    if (report.material.subject == ReportMaterial::Subject::Capture)
        json.number("packets", sum.packets)
            .number("skipped_packets", sum.skippedPackets)
            .number("unreadable_packets", report.material.totals.packetsUnread);
    json.number("connections", sum.connections)
        .number("tcp_connections", sum.tcp)
        .number("udp_flows", sum.udp)
        .number("listening", sum.listening)
        .number("payload_bytes", sum.payloadBytes)
        .number("retransmissions", sum.retransmissions)
        .number("resets", sum.resets)
        .number("refused", sum.refused)
        .number("unanswered", sum.unanswered)
        .number("lost_events", sum.lostEvents)
        .number("findings", report.material.findings.size())
        .time("duration", report.material.last - report.material.first);
    QByteArrayList warnings;
    for (const SourceStatus& source : report.material.sources) {
        if (!source.problem.empty())
            warnings.append(jsonQuoted(source.problem));
    }
    return json.raw("warnings", '[' + warnings.join(',') + ']');
}

} // namespace

std::vector<TcpState> statesOf(const WireEnd& end) {
    std::vector<TcpState> states;
    if (end.firstState)
        states.push_back(*end.firstState);
    for (const InferredTransition& step : end.transitions)
        states.push_back(step.to);
    return states;
}

QByteArray reportJson(const CaseReport& report) {
    const ReportMaterial& material = report.material;
    JsonObject json;
    json.text("type", "report")
        .number("version", 1)
        .text("generator", "Synoptic " SYNOPTIC_VERSION)
        .object("about", aboutJson(material))
        .object("summary", summaryJson(report))
        .raw("findings", array(material.findings, findingJson))
        .object("states", stateObject(report.counts))
        .raw("state_counts", array(report.moments, momentJson))
        .raw("top_talkers", array(report.talkers, talkerJson))
        .raw(material.subject == ReportMaterial::Subject::Capture ? "states_by_server"
                                                                  : "states_by_process",
             array(report.groups, groupJson))
        .raw("flagged", array(material.ladders,
                              [&](const LadderContent& ladder) {
                                  return QByteArray::number(static_cast<qulonglong>(
                                      ladder.detail ? ladder.detail->flow : ladder.connection.key));
                              }))
        .raw("all_flagged",
             array(std::span(report.order).first(report.flagged),
                   [&](std::size_t place) { return idOf(material.connections[place]); }))
        .raw("connections", array(material.connections, connectionJson));
    return json.close() + '\n';
}

} // namespace synoptic
