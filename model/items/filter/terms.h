// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/keys.h"
#include "model/items/filter/nodes.h"
#include "model/items/filter/text_pattern.h"
#include "model/items/filter/tokens.h"
#include "model/items/filter/values.h"

#include <cstdint>
#include <optional>

namespace synoptic::filter {

/// One term, understood: its node, or what is wrong with it.
struct Term {
    Key key = Key::Anywhere;
    NodePointer node; ///< null: `message` says why
    QString message;  ///< with a node: why it may not be what was meant
    qsizetype start = 0;
    qsizetype length = 0; ///< the part of the text the message is about

    /// TCP states it may match, a bit each; for telling what can never be.
    std::optional<std::uint16_t> states;
    /// Numbers it may match; likewise.
    std::optional<Interval> numbers;
    bool perSecond = false; ///< the numbers are rates
    /// The earliest moment it asks for.
    std::optional<Timestamp> moment;

    bool dependsOnTime = false;
    bool dependsOnNames = false;
    bool wantsClosed = false;

    void fail(const QString& why) {
        node.reset();
        message = why;
    }
};

/// `token` is of kind Term; `now` is for times of day.
Term buildTerm(const Token& token, Timestamp now);

// The kinds of terms, one a file. Each fills `term` from `value`, one part of a list.
void buildStateTerm(Term& term, const QString& value);
void buildMomentTerm(Term& term, const QString& value, Timestamp now);
void buildNumberTerm(Term& term, const KeyFacts& facts, const Token& token, const QString& value);
void buildPortTerm(Term& term, const Token& token, const QString& value);
void buildAddressTerm(Term& term, const Token& token, const QString& value);
void buildTextTerm(Term& term, const Token& token, const QString& value);
void buildWordTerm(Term& term, const QString& value);
void buildAnywhereTerm(Term& term, const Token& token);

/// Made of the characters addresses are written with.
bool looksLikeAddressPart(const QString& text);
/// True if the pattern is found in the address as it is written.
bool matchesAddress(const TextPattern& pattern, const IpAddress& address);

} // namespace synoptic::filter
