// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <span>
#include <string_view>

/// The keys of the filter language, once: parser, completion and help read this table.
namespace synoptic::filter {

enum class Key {
    Anywhere, ///< a bare word
    State,
    Port,
    SourcePort,
    DestinationPort,
    Source,
    Destination,
    Host,
    Process,
    Pid,
    User,
    Protocol,
    Netns,
    Rtt,
    Age,
    InState,
    Received,
    Sent,
    Retransmits,
    ReceiveQueue,
    SendQueue,
    CongestionWindow,
    Role,
    Evidence,
    Diagnosis,
    Family,
    Interface,
    Service,
    Timer,
    Was,
    Is,
};

/// What kind of value stands after a key.
enum class ValueKind { Text, Word, State, Port, Address, Number, Time, Size, StateAtTime };

struct KeyFacts {
    Key key;
    std::string_view name;
    ValueKind kind;
};

/// Every key that can be written. Static lifetime.
std::span<const KeyFacts> allKeys();
const KeyFacts* findKey(QStringView name);
/// The words a key of kind Word takes: is, proto, role, evidence, diagnosis, family,
/// timer. Else empty.
std::span<const std::string_view> wordsOf(Key key);
/// The first words of Key::Diagnosis: any, note, warning, error; then the rules' names.
inline constexpr int kDiagnosisRules = 4;
/// The position of a word among wordsOf(key): the word itself or the only one it begins.
std::optional<int> findWord(Key key, QStringView word);

/// The candidate that is spelt most like `word`, if any is near enough to be what was meant.
QString nearest(const QString& word, const QStringList& candidates);

} // namespace synoptic::filter
