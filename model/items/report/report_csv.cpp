// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_export.h"
#include "model/items/finding_text.h"
#include "model/items/format.h"
#include "model/items/report/report_files.h"
#include "model/items/safe_text.h"
#include "model/items/threshold_fields.h"

#include <QMap>

namespace synoptic {

namespace {

/// All columns there are, in their order. A line fills those that fit its kind.
const QStringList& columns() {
    static const QStringList list =
        QStringLiteral(
            "type,name,value,id,protocol,client_address,client_port,server_address,server_port,"
            "first,last,state,peer_state,outcome,handshake_complete,initial_rtt,completeness,"
            "packets_client,packets_server,payload_bytes_client,payload_bytes_server,"
            "retransmissions_client,retransmissions_server,lost_segments_client,"
            "lost_segments_server,zero_windows_client,zero_windows_server,resets_client,"
            "resets_server,process,pid,user,remote_host,rule,severity,subject,evidence")
            .split(QLatin1Char(','));
    return list;
}

class Line {
public:
    explicit Line(const char* type) { set("type", QLatin1String(type)); }
    void set(const char* column, const QString& value) {
        values_.insert(QLatin1String(column), value);
    }
    void set(const char* column, std::uint64_t value) {
        set(column, QString::number(static_cast<qulonglong>(value)));
    }
    QByteArray text() const {
        QByteArray out;
        for (const QString& column : columns())
            out += csvField(values_.value(column)) + ',';
        out.chop(1);
        return out + "\r\n";
    }

private:
    QMap<QString, QString> values_;
};

QString latin1(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray fact(const char* name, const QString& value) {
    Line line("report");
    line.set("name", QLatin1String(name));
    line.set("value", safeText(value));
    return line.text();
}

QByteArray fact(const char* name, std::uint64_t value) {
    return fact(name, QString::number(static_cast<qulonglong>(value)));
}

QByteArray facts(const CaseReport& report) {
    const ReportMaterial& material = report.material;
    const ReportSummary& sum = report.summary;
    QByteArray out = fact("generator", QStringLiteral("Synoptic " SYNOPTIC_VERSION));
    if (material.subject == ReportMaterial::Subject::Capture) {
        out += fact("file", material.file) + fact("file_bytes", material.fileBytes);
        if (!material.fileHash.isEmpty())
            out += fact("file_sha256", QString::fromLatin1(material.fileHash.toHex()));
        out += fact("packets", sum.packets) + fact("skipped_packets", sum.skippedPackets);
    } else {
        out += fact("host", material.host) + fact("system", material.system);
    }
    out += fact("first", formatIso(material.first)) + fact("last", formatIso(material.last)) +
           fact("connections", sum.connections) + fact("tcp_connections", sum.tcp) +
           fact("udp_flows", sum.udp) + fact("payload_bytes", sum.payloadBytes) +
           fact("retransmissions", sum.retransmissions) + fact("resets", sum.resets) +
           fact("refused", sum.refused) + fact("unanswered", sum.unanswered) +
           fact("lost_events", sum.lostEvents);
    for (const ThresholdField& field : thresholdFields()) {
        if (!field.isDefault(material.thresholds))
            out += fact(("threshold_" + field.jsonName()).constData(),
                        QString::number(field.jsonValue(material.thresholds), 'g', 12));
    }
    out += fact("redaction_key", material.redactionKey);
    return out;
}

QByteArray findingRow(const Finding& finding) {
    Line line("finding");
    line.set("rule", latin1(name(finding.rule)));
    line.set("severity", latin1(name(finding.severity)));
    line.set("subject", findingSubjectText(finding.subject));
    line.set("first", formatIso(finding.first));
    line.set("last", formatIso(finding.last));
    QStringList evidence;
    for (const FindingEvidence& one : finding.evidence)
        evidence << latin1(one.name) + QLatin1String(one.atLeast ? ">=" : "=") +
                        QString::number(one.value, 'g', 12);
    for (const std::string& detail : finding.details)
        evidence << safeText(detail, 300);
    line.set("evidence", evidence.join(QStringLiteral("; ")));
    return line.text();
}

void addDetail(Line& line, const ReportConnection& c, bool localIsClient) {
    const ConnectionDetail& detail = *c.detail;
    const WireEnd& client = detail.ends[localIsClient ? 0 : 1];
    const WireEnd& server = detail.ends[localIsClient ? 1 : 0];
    line.set("packets_client", client.counts.packets);
    line.set("packets_server", server.counts.packets);
    line.set("payload_bytes_client", client.counts.payloadBytes);
    line.set("payload_bytes_server", server.counts.payloadBytes);
    if (c.snapshot.id.protocol == Protocol::Udp)
        return;
    line.set("outcome", latin1(name(detail.outcome)));
    line.set("handshake_complete",
             detail.handshake.complete ? QStringLiteral("true") : QStringLiteral("false"));
    if (detail.handshake.initialRoundTrip)
        line.set(
            "initial_rtt",
            QString::number(
                std::chrono::duration<double>(*detail.handshake.initialRoundTrip).count(), 'g', 9));
    line.set("completeness", detail.completeness);
    line.set("retransmissions_client", client.counts.retransmissions);
    line.set("retransmissions_server", server.counts.retransmissions);
    line.set("lost_segments_client", client.counts.lostSegments);
    line.set("lost_segments_server", server.counts.lostSegments);
    line.set("zero_windows_client", client.counts.zeroWindows);
    line.set("zero_windows_server", server.counts.zeroWindows);
    line.set("resets_client", client.counts.resets);
    line.set("resets_server", server.counts.resets);
}

QByteArray connectionRow(const ReportConnection& c) {
    const ConnectionSnapshot& s = c.snapshot;
    const bool localIsClient =
        c.detail ? !c.detail->ends[1].isClient : s.role != Role::Server && !s.isListening();
    const Endpoint& client = localIsClient ? s.id.tuple.local : s.id.tuple.remote;
    const Endpoint& server = localIsClient ? s.id.tuple.remote : s.id.tuple.local;
    Line line("connection");
    line.set("id", s.fromCapture && c.detail ? std::uint64_t{c.detail->flow} : s.key);
    line.set("protocol", latin1(name(s.id.protocol)));
    line.set("client_address", formatAddress(client));
    line.set("client_port", client.port);
    line.set("server_address", formatAddress(server));
    line.set("server_port", server.port);
    line.set("first", formatIso(c.detail ? c.detail->first : s.firstSeen));
    line.set("last", formatIso(c.detail ? c.detail->last : s.lastSeen));
    if (s.id.protocol == Protocol::Tcp && !s.stateUnknown)
        line.set("state", formatState(s.state));
    if (s.peerState)
        line.set("peer_state", formatState(*s.peerState));
    if (c.detail)
        addDetail(line, c, localIsClient);
    if (s.owner.process) {
        line.set("process", safeText(s.owner.process->name));
        line.set("pid", static_cast<std::uint64_t>(s.owner.process->pid));
    }
    line.set("user", c.user);
    line.set("remote_host", c.host);
    return line.text();
}

} // namespace

QByteArray reportCsv(const CaseReport& report) {
    QByteArray out = columns().join(QLatin1Char(',')).toLatin1() + "\r\n" + facts(report);
    for (const Finding& finding : report.material.findings)
        out += findingRow(finding);
    for (const ReportConnection& c : report.material.connections)
        out += connectionRow(c);
    return out;
}

} // namespace synoptic
