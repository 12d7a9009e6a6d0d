// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/terms.h"

#include "model/items/filter/messages.h"

namespace synoptic::filter {

namespace {

constexpr qsizetype kMostInList = 64;

void buildPart(Term& term, const KeyFacts& facts, const Token& token, const QString& value,
               Timestamp now) {
    switch (facts.kind) {
    case ValueKind::State:
        return buildStateTerm(term, value);
    case ValueKind::StateAtTime:
        return buildMomentTerm(term, value, now);
    case ValueKind::Port:
        return buildPortTerm(term, token, value);
    case ValueKind::Address:
        return buildAddressTerm(term, token, value);
    case ValueKind::Word:
        return buildWordTerm(term, value);
    case ValueKind::Text:
        return buildTextTerm(term, token, value);
    case ValueKind::Number:
    case ValueKind::Time:
    case ValueKind::Size:
        return buildNumberTerm(term, facts, token, value);
    }
}

bool takesComparison(ValueKind kind) {
    return kind == ValueKind::Number || kind == ValueKind::Time || kind == ValueKind::Size ||
           kind == ValueKind::Port;
}

bool takesRegex(ValueKind kind) {
    return kind == ValueKind::Text || kind == ValueKind::Address;
}

/// What is wrong whatever the key's values are; empty if nothing.
QString faultOf(const KeyFacts& facts, const Token& token) {
    using Comparison = Token::Comparison;
    if (token.value.isEmpty())
        return Messages::tr("A value is missing after “%1:”.").arg(token.key);
    if (token.comparison > Comparison::Equal && !takesComparison(facts.kind))
        return Messages::tr("“%1” cannot be compared with < or >.").arg(token.key);
    if (token.form == Token::Form::Regex && !takesRegex(facts.kind))
        return Messages::tr("“%1” takes no regular expression.").arg(token.key);
    return {};
}

/// The union of what is known of two alternatives: known only if both are.
void widen(Term& term, const Term& part) {
    if (term.states && part.states)
        *term.states = static_cast<std::uint16_t>(*term.states | *part.states);
    else
        term.states.reset();
    term.numbers.reset();
    term.dependsOnTime |= part.dependsOnTime;
    term.dependsOnNames |= part.dependsOnNames;
    term.wantsClosed |= part.wantsClosed;
    if (part.moment && (!term.moment || *part.moment < *term.moment))
        term.moment = part.moment;
    if (term.message.isEmpty())
        term.message = part.message;
}

void buildKeyed(Term& term, const Token& token, Timestamp now) {
    const KeyFacts* facts = findKey(token.key);
    if (facts == nullptr) {
        term.length = token.key.size();
        return term.fail(unknownKeyMessage(token.key));
    }
    term.key = facts->key;
    if (const QString fault = faultOf(*facts, token); !fault.isEmpty())
        return term.fail(fault);
    if (token.form != Token::Form::Plain || !token.value.contains(u','))
        return buildPart(term, *facts, token, token.value, now);

    std::vector<NodePointer> nodes;
    qsizetype start = token.valueStart;
    const QStringList values = token.value.split(u',');
    if (values.size() > kMostInList)
        return term.fail(Messages::tr("The list is too long."));
    for (const QString& value : values) {
        Term part;
        part.key = term.key;
        if (value.isEmpty())
            part.fail(Messages::tr("A value is missing beside the comma."));
        else
            buildPart(part, *facts, token, value, now);
        if (part.node == nullptr) {
            term.start = start;
            term.length = std::max<qsizetype>(value.size(), 1);
            return term.fail(part.message);
        }
        if (nodes.empty()) {
            term.states = part.states;
            term.perSecond = part.perSecond;
        }
        nodes.push_back(part.node);
        widen(term, part);
        start += value.size() + 1;
    }
    term.node = std::make_shared<const AnyOf>(std::move(nodes));
}

} // namespace

Term buildTerm(const Token& token, Timestamp now) {
    Term term;
    term.start = token.start;
    term.length = token.length;
    switch (token.fault) {
    case Token::Fault::OpenQuote:
        term.fail(Messages::tr("The quotation mark is not closed."));
        return term;
    case Token::Fault::OpenRegex:
        term.fail(Messages::tr("The regular expression is not closed with “/”."));
        return term;
    case Token::Fault::TextAfterQuote:
        term.fail(Messages::tr("A space is missing after the closing mark."));
        return term;
    case Token::Fault::None:
        break;
    }
    if (token.key.isEmpty())
        buildAnywhereTerm(term, token);
    else
        buildKeyed(term, token, now);
    return term;
}

} // namespace synoptic::filter
