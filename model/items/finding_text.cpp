// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/finding_text.h"

#include "model/items/finding_words.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FindingText)
};

struct Name {
    const char* key;
    const char* words;
};

const char* nameOfEvidence(std::string_view key) {
    static constexpr std::array kNames{
        Name{"half_open", QT_TRANSLATE_NOOP("FindingText", "half-open connections")},
        Name{"syn_rate", QT_TRANSLATE_NOOP("FindingText", "SYNs that lead nowhere")},
        Name{"completed_ratio", QT_TRANSLATE_NOOP("FindingText", "handshakes completed")},
        Name{"completed_since",
             QT_TRANSLATE_NOOP("FindingText", "handshakes completed since it began")},
        Name{"completed_ratio_since",
             QT_TRANSLATE_NOOP("FindingText", "share of handshakes completed since it began")},
        Name{"syns_dropped", QT_TRANSLATE_NOOP("FindingText", "SYNs dropped")},
        Name{"cookies_sent", QT_TRANSLATE_NOOP("FindingText", "SYN cookies sent")},
        Name{"cookies_returned", QT_TRANSLATE_NOOP("FindingText", "SYN cookies returned")},
        Name{"sources", QT_TRANSLATE_NOOP("FindingText", "different sources")},
        Name{"accept_queue", QT_TRANSLATE_NOOP("FindingText", "waiting for accept")},
        Name{"listen_overflows", QT_TRANSLATE_NOOP("FindingText", "accept queue overflows")},
        Name{"attempts", QT_TRANSLATE_NOOP("FindingText", "attempts")},
        Name{"ports", QT_TRANSLATE_NOOP("FindingText", "ports")},
        Name{"hosts", QT_TRANSLATE_NOOP("FindingText", "hosts")},
        Name{"seconds", QT_TRANSLATE_NOOP("FindingText", "time")},
        Name{"syns_sent", QT_TRANSLATE_NOOP("FindingText", "SYNs sent")},
        Name{"waited", QT_TRANSLATE_NOOP("FindingText", "waited")},
        Name{"gives_up_in", QT_TRANSLATE_NOOP("FindingText", "kernel gives up in")},
        Name{"connects", QT_TRANSLATE_NOOP("FindingText", "connects")},
        Name{"refused", QT_TRANSLATE_NOOP("FindingText", "refused connects")},
        Name{"icmp_errors", QT_TRANSLATE_NOOP("FindingText", "ICMP errors")},
        Name{"icmp_type", QT_TRANSLATE_NOOP("FindingText", "ICMP type")},
        Name{"icmp_code", QT_TRANSLATE_NOOP("FindingText", "ICMP code")},
        Name{"errors", QT_TRANSLATE_NOOP("FindingText", "errors")},
        Name{"errno", QT_TRANSLATE_NOOP("FindingText", "error number")},
        Name{"packets", QT_TRANSLATE_NOOP("FindingText", "packets")},
        Name{"connections", QT_TRANSLATE_NOOP("FindingText", "connections")},
        Name{"request_bytes", QT_TRANSLATE_NOOP("FindingText", "request")},
        Name{"after", QT_TRANSLATE_NOOP("FindingText", "after the handshake")},
        Name{"close_wait", QT_TRANSLATE_NOOP("FindingText", "in CLOSE-WAIT")},
        Name{"oldest", QT_TRANSLATE_NOOP("FindingText", "oldest")},
        Name{"growth_per_minute", QT_TRANSLATE_NOOP("FindingText", "growth a minute")},
        Name{"fin_wait_2", QT_TRANSLATE_NOOP("FindingText", "in FIN-WAIT-2")},
        Name{"time_wait", QT_TRANSLATE_NOOP("FindingText", "in TIME-WAIT")},
        Name{"overflows", QT_TRANSLATE_NOOP("FindingText", "TIME-WAIT overflows")},
        Name{"half_closed", QT_TRANSLATE_NOOP("FindingText", "half-closed and silent")},
        Name{"tries", QT_TRANSLATE_NOOP("FindingText", "sent again")},
        Name{"unacknowledged", QT_TRANSLATE_NOOP("FindingText", "not acknowledged")},
        Name{"silent_for", QT_TRANSLATE_NOOP("FindingText", "silent for")},
        Name{"retransmissions", QT_TRANSLATE_NOOP("FindingText", "retransmissions")},
        Name{"share", QT_TRANSLATE_NOOP("FindingText", "share")},
        Name{"segments", QT_TRANSLATE_NOOP("FindingText", "segments sent")},
        Name{"stalled", QT_TRANSLATE_NOOP("FindingText", "stalled")},
        Name{"stalls", QT_TRANSLATE_NOOP("FindingText", "times its window closed")},
        Name{"stalled_total", QT_TRANSLATE_NOOP("FindingText", "closed in all")},
        Name{"waiting_to_send", QT_TRANSLATE_NOOP("FindingText", "waiting to be sent")},
        Name{"probes", QT_TRANSLATE_NOOP("FindingText", "probes without an answer")},
        Name{"unread", QT_TRANSLATE_NOOP("FindingText", "unread")},
        Name{"zero_windows", QT_TRANSLATE_NOOP("FindingText", "zero windows")},
        Name{"client_bytes", QT_TRANSLATE_NOOP("FindingText", "from the client")},
        Name{"server_bytes", QT_TRANSLATE_NOOP("FindingText", "from the server")},
        Name{"took", QT_TRANSLATE_NOOP("FindingText", "handshake took")},
        Name{"one_sided", QT_TRANSLATE_NOOP("FindingText", "one direction seen")},
        Name{"disagreeing", QT_TRANSLATE_NOOP("FindingText", "disagreeing for")},
    };
    const auto at = std::find_if(kNames.begin(), kNames.end(),
                                 [key](const Name& name) { return key == name.key; });
    return at == kNames.end() ? nullptr : at->words;
}

QString numberText(double value, FindingEvidence::Unit unit) {
    using Unit = FindingEvidence::Unit;
    switch (unit) {
    case Unit::Count:
        return QLocale().toString(value, 'f', value == std::floor(value) ? 0 : 1);
    case Unit::PerSecond:
        return QLocale().toString(value, 'f', value < 10 ? 1 : 0);
    case Unit::Seconds:
        return formatFine(
            std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)));
    case Unit::Bytes:
        return formatBytes(static_cast<std::uint64_t>(std::max(value, 0.0)));
    case Unit::Ratio:
        return QLocale().toString(value * 100, 'f', value < 0.1 ? 1 : 0) + QLatin1Char('%');
    }
    return {};
}

QString valueText(const FindingEvidence& evidence) {
    const QString number = numberText(evidence.value, evidence.unit);
    //: %1 is a number at which counting stopped
    return evidence.atLeast ? Words::tr("at least %1").arg(number) : number;
}

const FindingEvidence* find(const Finding& finding, std::string_view name) {
    const auto at = std::find_if(finding.evidence.begin(), finding.evidence.end(),
                                 [name](const FindingEvidence& e) { return e.name == name; });
    return at == finding.evidence.end() ? nullptr : &*at;
}

/// RFC 792 and RFC 4443, with the codes of RFC 1122 and RFC 1812.
QString icmpReason(int type, int code, bool v6) {
    if (v6) {
        if (type == 1)
            return code == 0   ? Words::tr("no route")
                   : code == 4 ? Words::tr("port unreachable")
                   : code == 3 ? Words::tr("host unreachable")
                               : Words::tr("prohibited by a filter");
        if (type == 2)
            return Words::tr("packet too big");
        return type == 3 ? Words::tr("hop limit exceeded") : Words::tr("ICMP error");
    }
    if (type == 11)
        return Words::tr("hop limit exceeded");
    if (type != 3)
        return Words::tr("ICMP error");
    switch (code) {
    case 0:
    case 6:
    case 8:
    case 11:
        return Words::tr("network unreachable");
    case 1:
    case 7:
    case 12:
        return Words::tr("host unreachable");
    case 2:
        return Words::tr("protocol unreachable");
    case 3:
        return Words::tr("port unreachable");
    case 4:
        return Words::tr("fragmentation needed");
    default:
        return Words::tr("prohibited by a filter");
    }
}

QString icmpText(const Finding& finding) {
    const FindingEvidence* type = find(finding, "icmp_type");
    const FindingEvidence* code = find(finding, "icmp_code");
    if (!type || !code)
        return {};
    //: %1 is the meaning
    return Words::tr("%1 (ICMP type %2, code %3)")
        .arg(icmpReason(static_cast<int>(type->value), static_cast<int>(code->value),
                        !finding.subject.remote.address.isV4()))
        .arg(type->value)
        .arg(code->value);
}

QString processText(const FindingSubject& subject) {
    if (subject.pid == 0)
        return Words::tr("an unknown process");
    //: a process's name and its number
    return Words::tr("%1 (%2)").arg(safeText(subject.process, 64)).arg(subject.pid);
}

QString endText(const Endpoint& end) {
    return end.port == 0 ? formatAddress(end) : QString::fromStdString(end.toString());
}

QString valueOf(const Finding& finding, const QString& key) {
    const FindingSubject& subject = finding.subject;
    if (key == QLatin1String("subject"))
        return findingSubjectText(subject);
    if (key == QLatin1String("local"))
        return endText(subject.local);
    if (key == QLatin1String("remote"))
        return endText(subject.remote);
    if (key == QLatin1String("process"))
        return processText(subject);
    if (key == QLatin1String("icmp"))
        return icmpText(finding);
    if (key == QLatin1String("port"))
        return QString::number(subject.local.port);
    if (key == QLatin1String("command"))
        return finding.details.size() > 1 ? safeText(finding.details[1], 300) : unknownText();
    const bool limit = key.endsWith(QLatin1String(".limit"));
    const QByteArray name = (limit ? key.chopped(6) : key).toLatin1();
    const FindingEvidence* evidence =
        find(finding, {name.constData(), static_cast<std::size_t>(name.size())});
    if (!evidence || (limit && !evidence->limit))
        return unknownText();
    return limit ? numberText(*evidence->limit, evidence->unit) : valueText(*evidence);
}

/// One pass, so that braces in what is put in stay what they are.
QString filled(const Finding& finding, const QString& words) {
    QString text;
    for (qsizetype at = 0; at < words.size();) {
        const qsizetype open = words.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : words.indexOf(QLatin1Char('}'), open);
        if (close < 0) {
            text += words.mid(at);
            break;
        }
        text += words.mid(at, open - at);
        text += valueOf(finding, words.mid(open + 1, close - open - 1));
        at = close + 1;
    }
    return text;
}

const FindingWords* wordsOf(const Finding& finding) {
    for (const auto words :
         {findingWordsOfOpening(), findingWordsOfLasting(), findingWordsOfFirewall()}) {
        for (const FindingWords& each : words) {
            if (each.rule == finding.rule && each.variant == finding.variant)
                return &each;
        }
    }
    return nullptr;
}

} // namespace

QString severityText(FindingSeverity severity) {
    switch (severity) {
    case FindingSeverity::Note:
        return Words::tr("note");
    case FindingSeverity::Warning:
        return Words::tr("warning");
    case FindingSeverity::Error:
        return Words::tr("error");
    }
    return {};
}

QString findingShortText(RuleId rule) {
    static constexpr std::array<const char*, kRuleCount> kTexts{
        QT_TRANSLATE_NOOP("FindingText", "SYN flood"),
        QT_TRANSLATE_NOOP("FindingText", "accept queue full"),
        QT_TRANSLATE_NOOP("FindingText", "scan"),
        QT_TRANSLATE_NOOP("FindingText", "no answer"),
        QT_TRANSLATE_NOOP("FindingText", "refused"),
        QT_TRANSLATE_NOOP("FindingText", "unreachable"),
        QT_TRANSLATE_NOOP("FindingText", "blocked here"),
        QT_TRANSLATE_NOOP("FindingText", "wrong protocol"),
        QT_TRANSLATE_NOOP("FindingText", "reset at once"),
        QT_TRANSLATE_NOOP("FindingText", "not closed"),
        QT_TRANSLATE_NOOP("FindingText", "peer does not close"),
        QT_TRANSLATE_NOOP("FindingText", "ports run short"),
        QT_TRANSLATE_NOOP("FindingText", "half-closed"),
        QT_TRANSLATE_NOOP("FindingText", "retransmits"),
        QT_TRANSLATE_NOOP("FindingText", "not reading"),
        QT_TRANSLATE_NOOP("FindingText", "peer silent"),
        QT_TRANSLATE_NOOP("FindingText", "reset after data"),
        QT_TRANSLATE_NOOP("FindingText", "slow handshake"),
        QT_TRANSLATE_NOOP("FindingText", "one direction only"),
        QT_TRANSLATE_NOOP("FindingText", "kernel ≠ wire"),
        QT_TRANSLATE_NOOP("FindingText", "no port left"),
        QT_TRANSLATE_NOOP("FindingText", "port reused"),
        QT_TRANSLATE_NOOP("FindingText", "firewall: protocol"),
        QT_TRANSLATE_NOOP("FindingText", "firewall: loopback"),
        QT_TRANSLATE_NOOP("FindingText", "firewall blocks"),
    };
    return Words::tr(kTexts[static_cast<std::size_t>(rule)]);
}

QString findingSubjectText(const FindingSubject& subject) {
    switch (subject.kind) {
    case FindingSubject::Kind::Host:
        return Words::tr("this machine");
    case FindingSubject::Kind::Process:
        return processText(subject);
    case FindingSubject::Kind::Listener:
        return subject.protocol == Protocol::Udp ? Words::tr("%1 (UDP)").arg(endText(subject.local))
                                                 : endText(subject.local);
    case FindingSubject::Kind::Destination:
        return endText(subject.remote);
    case FindingSubject::Kind::Connection:
        return formatTuple({subject.local, subject.remote});
    }
    return {};
}

QString findingSummary(const Finding& finding) {
    const FindingWords* words = wordsOf(finding);
    if (words)
        return filled(finding, Words::tr(words->summary));
    return Words::tr("%1: %2").arg(findingShortText(finding.rule),
                                   findingSubjectText(finding.subject));
}

QString findingMeaning(const Finding& finding) {
    const FindingWords* words = wordsOf(finding);
    return words ? filled(finding, Words::tr(words->meaning)) : QString();
}

QString findingAdvice(const Finding& finding) {
    const FindingWords* words = wordsOf(finding);
    return words ? filled(finding, Words::tr(words->advice)) : QString();
}

QString evidenceText(const FindingEvidence& evidence) {
    const char* name = nameOfEvidence(evidence.name);
    const QString words = name ? Words::tr(name)
                               : QString::fromUtf8(evidence.name.data(),
                                                   static_cast<qsizetype>(evidence.name.size()));
    QString value = valueText(evidence);
    if (evidence.unit == FindingEvidence::Unit::PerSecond)
        value = Words::tr("%1 /s").arg(value);
    if (!evidence.limit)
        return Words::tr("%1: %2").arg(words, value);
    return Words::tr("%1: %2 (limit %3)")
        .arg(words, value, numberText(*evidence.limit, evidence.unit));
}

namespace {

/// The rules of the packet filter a finding stands on; what to write instead is its advice.
QStringList firewallEvidence(const Finding& finding) {
    QStringList lines;
    const auto add = [&](std::size_t at, const QString& words) {
        if (at < finding.details.size())
            lines += words.arg(safeText(finding.details[at], 500));
    };
    if (finding.rule == RuleId::FirewallBlocksListener) {
        add(0, Words::tr("kept out by: %1"));
        return lines;
    }
    add(0, Words::tr("opened by: %1"));
    if (finding.rule == RuleId::FirewallProtocolMismatch)
        add(2, Words::tr("kept out by: %1"));
    return lines;
}

bool isOfFirewall(RuleId rule) {
    return rule == RuleId::FirewallProtocolMismatch || rule == RuleId::FirewallOpensLoopback ||
           rule == RuleId::FirewallBlocksListener;
}

} // namespace

QStringList findingEvidence(const Finding& finding) {
    if (isOfFirewall(finding.rule))
        return firewallEvidence(finding);
    QStringList lines;
    for (const FindingEvidence& evidence : finding.evidence)
        lines += evidenceText(evidence);
    for (const std::string& detail : finding.details) {
        const QString text = safeText(detail, 500);
        if (finding.rule == RuleId::ConnectSilent)
            lines += Words::tr("SYNs at %1").arg(text);
        else if (finding.rule == RuleId::SynFlood)
            lines += Words::tr("single source: %1").arg(text);
        else
            lines += text;
    }
    return lines;
}

} // namespace synoptic
