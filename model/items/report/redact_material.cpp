// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/redactor.h"
#include "model/items/report/report_material.h"

#include <QFileInfo>

namespace synoptic {

namespace {

std::shared_ptr<const ProcessInfo> redacted(const std::shared_ptr<const ProcessInfo>& process) {
    if (!process)
        return {};
    ProcessInfo info = *process;
    info.uid = 0;
    info.commandLine.clear();
    return std::make_shared<const ProcessInfo>(std::move(info));
}

void redact(ConnectionSnapshot& c, Redactor& redactor) {
    c.id.tuple = {redactor.endpoint(c.id.tuple.local), redactor.endpoint(c.id.tuple.remote)};
    c.owner.process = redacted(c.owner.process);
    c.uid.reset();
}

void redact(PacketDetail& packet, Redactor& redactor) {
    packet.source = redactor.endpoint(packet.source);
    packet.destination = redactor.endpoint(packet.destination);
    FirstLine& line = packet.firstLine;
    switch (line.kind) {
    case FirstLine::Kind::HttpRequest: {
        const std::size_t blank = line.text.find(' ');
        if (blank == std::string::npos)
            line.text.clear();
        else
            line.text = line.text.substr(0, blank + 1) +
                        redactor.name(Redactor::Name::Url, line.text.substr(blank + 1));
        break;
    }
    case FirstLine::Kind::HttpStatus: // the reason is free text
        line.text = line.text.substr(0, line.text.find(' '));
        break;
    case FirstLine::Kind::DnsQuery:
    case FirstLine::Kind::DnsResponse:
    case FirstLine::Kind::Tls:
        line.text = redactor.name(Redactor::Name::Host, line.text);
        break;
    case FirstLine::Kind::None:
        break;
    }
}

void redact(LadderContent& ladder, Redactor& redactor) {
    redact(ladder.connection, redactor);
    if (!ladder.read)
        return;
    std::map<PacketNumber, PacketDetail> read = *ladder.read;
    for (auto& [number, packet] : read)
        redact(packet, redactor);
    ladder.read = std::make_shared<const std::map<PacketNumber, PacketDetail>>(std::move(read));
}

void redact(Finding& finding, Redactor& redactor) {
    finding.subject.local = redactor.endpoint(finding.subject.local);
    finding.subject.remote = redactor.endpoint(finding.subject.remote);
    for (std::string& words : finding.details)
        words = redactor.words(words);
}

void redact(SourceStatus& source, Redactor& redactor) {
    source.interfaceName = redactor.name(Redactor::Name::Interface, source.interfaceName);
    source.problem = redactor.words(source.problem);
    source.detail = redactor.words(source.detail);
}

QString redactedFile(const QString& name, Redactor& redactor) {
    static const QStringList known{QStringLiteral("pcap"), QStringLiteral("pcapng"),
                                   QStringLiteral("cap"), QStringLiteral("gz")};
    const QString suffix = QFileInfo(name).suffix().toLower();
    return redactor.name(Redactor::Name::File, name) +
           (known.contains(suffix) ? QLatin1Char('.') + suffix : QString());
}

} // namespace

void redact(ReportMaterial& material, Redactor& redactor) {
    material.redactionKey = redactor.keyName();
    material.file = redactedFile(material.file, redactor);
    material.fileHash.clear(); // tells of a file that others have which one it is
    material.host = redactor.name(Redactor::Name::Host, material.host);
    for (ReportConnection& c : material.connections) {
        redact(c.snapshot, redactor);
        c.host = redactor.name(Redactor::Name::Host, c.host);
        c.user = redactor.name(Redactor::Name::User, c.user);
    }
    for (Finding& finding : material.findings)
        redact(finding, redactor);
    for (LadderContent& ladder : material.ladders)
        redact(ladder, redactor);
    for (SourceStatus& source : material.sources)
        redact(source, redactor);
}

} // namespace synoptic
