// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/keys.h"

#include "model/diagnosis/finding.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace synoptic::filter {

namespace {

using namespace std::string_view_literals;

constexpr std::array kKeys{
    KeyFacts{Key::State, "state", ValueKind::State},
    KeyFacts{Key::Port, "port", ValueKind::Port},
    KeyFacts{Key::SourcePort, "sport", ValueKind::Port},
    KeyFacts{Key::DestinationPort, "dport", ValueKind::Port},
    KeyFacts{Key::Source, "src", ValueKind::Address},
    KeyFacts{Key::Destination, "dst", ValueKind::Address},
    KeyFacts{Key::Host, "host", ValueKind::Address},
    KeyFacts{Key::Process, "process", ValueKind::Text},
    KeyFacts{Key::Pid, "pid", ValueKind::Number},
    KeyFacts{Key::User, "user", ValueKind::Text},
    KeyFacts{Key::Protocol, "proto", ValueKind::Word},
    KeyFacts{Key::Netns, "netns", ValueKind::Text},
    KeyFacts{Key::Rtt, "rtt", ValueKind::Time},
    KeyFacts{Key::Age, "age", ValueKind::Time},
    KeyFacts{Key::InState, "in-state", ValueKind::Time},
    KeyFacts{Key::Received, "rx", ValueKind::Size},
    KeyFacts{Key::Sent, "tx", ValueKind::Size},
    KeyFacts{Key::Retransmits, "retrans", ValueKind::Number},
    KeyFacts{Key::ReceiveQueue, "recvq", ValueKind::Size},
    KeyFacts{Key::SendQueue, "sendq", ValueKind::Size},
    KeyFacts{Key::CongestionWindow, "cwnd", ValueKind::Number},
    KeyFacts{Key::Role, "role", ValueKind::Word},
    KeyFacts{Key::Evidence, "evidence", ValueKind::Word},
    KeyFacts{Key::Diagnosis, "diagnosis", ValueKind::Word},
    KeyFacts{Key::Family, "family", ValueKind::Word},
    KeyFacts{Key::Interface, "iface", ValueKind::Text},
    KeyFacts{Key::Service, "service", ValueKind::Text},
    KeyFacts{Key::Timer, "timer", ValueKind::Word},
    KeyFacts{Key::Was, "was", ValueKind::StateAtTime},
    KeyFacts{Key::Is, "is", ValueKind::Word},
};

// Each in the order of the enumeration it stands for.
constexpr std::array kIs{"loopback"sv, "listening"sv, "closed"sv, "new"sv};
constexpr std::array kProtocols{"tcp"sv, "udp"sv};
constexpr std::array kRoles{"unknown"sv, "client"sv, "server"sv, "listener"sv};
constexpr std::array kEvidence{"kernel"sv, "socket-table"sv, "packets"sv, "inferred"sv};
constexpr std::array kFamilies{"ipv4"sv, "ipv6"sv};
constexpr std::array kTimers{"off"sv, "retransmit"sv, "keepalive"sv, "time-wait"sv, "persist"sv};

std::span<const std::string_view> diagnosisWords() {
    static const auto kWords = [] {
        std::array<std::string_view, kDiagnosisRules + kRuleCount> words{"any", "note", "warning",
                                                                         "error"};
        for (int rule = 0; rule < kRuleCount; ++rule)
            words[static_cast<std::size_t>(kDiagnosisRules + rule)] = name(RuleId(rule));
        return words;
    }();
    return kWords;
}

QLatin1String latin1(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Levenshtein's distance: letters to add, drop or change.
qsizetype distance(const QString& a, const QString& b) {
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j + 1 < row.size(); ++j) {
            const qsizetype change =
                diagonal + (a.at(i) == b.at(static_cast<qsizetype>(j)) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, diagonal + 1, change});
        }
    }
    return row.back();
}

} // namespace

std::span<const KeyFacts> allKeys() {
    return kKeys;
}

const KeyFacts* findKey(QStringView name) {
    const auto found = std::find_if(kKeys.begin(), kKeys.end(), [&](const KeyFacts& facts) {
        return name.compare(latin1(facts.name), Qt::CaseInsensitive) == 0;
    });
    return found == kKeys.end() ? nullptr : &*found;
}

std::span<const std::string_view> wordsOf(Key key) {
    switch (key) {
    case Key::Is:
        return kIs;
    case Key::Protocol:
        return kProtocols;
    case Key::Role:
        return kRoles;
    case Key::Evidence:
        return kEvidence;
    case Key::Diagnosis:
        return diagnosisWords();
    case Key::Family:
        return kFamilies;
    case Key::Timer:
        return kTimers;
    default:
        return {};
    }
}

std::optional<int> findWord(Key key, QStringView word) {
    std::optional<int> begun;
    const std::span<const std::string_view> words = wordsOf(key);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const QLatin1String candidate = latin1(words[i]);
        if (word.compare(candidate, Qt::CaseInsensitive) == 0)
            return static_cast<int>(i);
        if (!word.isEmpty() && QString(candidate).startsWith(word, Qt::CaseInsensitive)) {
            if (begun)
                return std::nullopt;
            begun = static_cast<int>(i);
        }
    }
    return begun;
}

QString nearest(const QString& word, const QStringList& candidates) {
    QString best;
    qsizetype least = word.size() < 4 ? 2 : 3; // must be less than this
    if (word.size() > 32)
        return best;
    for (const QString& candidate : candidates) {
        const qsizetype far = distance(word.toLower(), candidate.toLower());
        if (far < least && far < word.size()) {
            least = far;
            best = candidate;
        }
    }
    return best;
}

} // namespace synoptic::filter
