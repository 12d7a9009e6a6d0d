// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/messages.h"
#include "model/items/filter/terms.h"

namespace synoptic::filter {

namespace {

using namespace std::chrono_literals;

/// How long a connection counts as new.
constexpr Duration kNew = 10s;

enum class Is { Loopback, Listening, Closed, New };

template <typename Getter>
NodePointer equals(int wanted, Getter getter) {
    return makeTest([wanted, getter](const ConnectionSnapshot& c, const FilterContext&) {
        return static_cast<int>(getter(c)) == wanted;
    });
}

void buildIsTerm(Term& term, Is word) {
    switch (word) {
    case Is::Loopback:
        term.node = makeTest(
            [](const ConnectionSnapshot& c, const FilterContext&) { return c.isLoopback(); });
        return;
    case Is::Listening:
        term.node = makeTest([](const ConnectionSnapshot& c, const FilterContext&) {
            return c.isListening() && !c.closed;
        });
        return;
    case Is::Closed:
        term.wantsClosed = true;
        term.node =
            makeTest([](const ConnectionSnapshot& c, const FilterContext&) { return c.closed; });
        return;
    case Is::New:
        term.dependsOnTime = true;
        term.node = makeTest([](const ConnectionSnapshot& c, const FilterContext& context) {
            return !c.alreadyThere && context.now - c.firstSeen < kNew;
        });
        return;
    }
}

} // namespace

void buildWordTerm(Term& term, const QString& value) {
    const auto word = findWord(term.key, value);
    if (!word)
        return term.fail(unknownWordMessage(term.key, value));
    const std::string_view whole = wordsOf(term.key)[static_cast<std::size_t>(*word)];
    const QString meant = QString::fromLatin1(whole.data(), static_cast<qsizetype>(whole.size()));
    if (value.compare(meant, Qt::CaseInsensitive) != 0)
        term.message = Messages::tr("“%1” stands for %2.").arg(value, meant);
    using Snapshot = ConnectionSnapshot;
    switch (term.key) {
    case Key::Is:
        return buildIsTerm(term, static_cast<Is>(*word));
    case Key::Protocol:
        term.node = equals(*word, [](const Snapshot& c) { return c.id.protocol; });
        return;
    case Key::Role:
        term.node = equals(*word, [](const Snapshot& c) { return c.role; });
        return;
    case Key::Evidence:
        term.node = equals(*word, [](const Snapshot& c) { return c.evidence; });
        return;
    case Key::Diagnosis:
        term.dependsOnNames = true;
        term.node = makeTest([wanted = *word](const Snapshot& c, const FilterContext& context) {
            const auto found = context.names.diagnosis(c.key);
            if (!found || wanted == 0)
                return found.has_value();
            return wanted < kDiagnosisRules ? int(found->severity) == wanted - 1
                                            : int(found->rule) == wanted - kDiagnosisRules;
        });
        return;
    case Key::Family:
        term.node =
            equals(*word, [](const Snapshot& c) { return c.id.tuple.local.address.family(); });
        return;
    default: // Key::Timer
        term.node = equals(*word, [](const Snapshot& c) { return c.timer.kind; });
        return;
    }
}

} // namespace synoptic::filter
