// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/finding_words.h"

#include "model/items/json_object.h"
#include "model/items/safe_text.h"

#include <QLocale>

#include <array>

namespace synoptic {

namespace {

QString latin1(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray number(double value) {
    return QByteArray::number(value, 'g', 12);
}

QString evidenceLine(const Finding& finding, const QLocale& locale) {
    QStringList parts;
    for (const FindingEvidence& one : finding.evidence) {
        QString part = latin1(one.name).replace(QLatin1Char('_'), QLatin1Char(' ')) +
                       QLatin1Char(' ') + locale.toString(one.value, 'g', 6);
        if (one.limit)
            part += QStringLiteral(" / ") + locale.toString(*one.limit, 'g', 6);
        parts << part;
    }
    for (const std::string& detail : finding.details)
        parts << safeText(detail, 300);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

const char* ruleName(RuleId rule) {
    static constexpr std::array<const char*, kRuleCount> kNames{
        "syn-flood",
        "accept-queue-overflow",
        "connection-attempts",
        "connect-silent",
        "connect-refused",
        "connect-unreachable",
        "connect-blocked-here",
        "wrong-protocol",
        "reset-after-request",
        "close-wait-leak",
        "fin-wait-2-orphan",
        "time-wait-pressure",
        "half-closed",
        "retransmission-storm",
        "zero-window-stall",
        "keep-alive-death",
        "reset-after-data",
        "slow-handshake",
        "asymmetric-capture",
        "disagreement",
        "port-exhaustion",
        "reused-port-refused",
        "firewall-protocol-mismatch",
        "firewall-opens-loopback",
        "firewall-blocks-listener",
    };
    return kNames.at(static_cast<std::size_t>(rule));
}

const char* severityName(FindingSeverity severity) {
    static constexpr std::array<const char*, 3> kNames{"note", "warning", "error"};
    return kNames.at(static_cast<std::size_t>(severity));
}

QString findingSubject(const Finding& finding) {
    const FindingSubject& subject = finding.subject;
    using Kind = FindingSubject::Kind;
    switch (subject.kind) {
    case Kind::Host:
        return {};
    case Kind::Process:
        return safeText(subject.process, 100);
    case Kind::Listener:
        return QString::fromStdString(subject.local.toString());
    case Kind::Destination:
        return QString::fromStdString(subject.remote.toString());
    case Kind::Connection:
        break;
    }
    return QString::fromStdString(subject.local.toString() + "-" + subject.remote.toString());
}

FindingWords findingWords(const Finding& finding) {
    FindingWords words;
    words.title = QString::fromLatin1(ruleName(finding.rule));
    if (const QString subject = findingSubject(finding); !subject.isEmpty())
        words.title += QStringLiteral(" · ") + subject;
    words.evidence = evidenceLine(finding, QLocale());
    return words;
}

QByteArray findingLine(const Finding& finding) {
    JsonObject json;
    json.text("type", "finding")
        .text("rule", ruleName(finding.rule))
        .text("severity", severityName(finding.severity))
        .text("subject", findingSubject(finding).toStdString())
        .time("first", finding.first.time_since_epoch())
        .time("last", finding.last.time_since_epoch());
    QByteArray evidence;
    for (const FindingEvidence& one : finding.evidence) {
        JsonObject item;
        item.text("name", one.name).raw("value", number(one.value));
        if (one.limit)
            item.raw("limit", number(*one.limit));
        evidence += (evidence.isEmpty() ? "" : ",") + item.close();
    }
    QByteArray details;
    for (const std::string& detail : finding.details)
        details += (details.isEmpty() ? "" : ",") + jsonQuoted(detail);
    return json.raw("evidence", '[' + evidence + ']').raw("details", '[' + details + ']').close();
}

} // namespace synoptic
