// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter_edit.h"

#include "model/items/filter/keys.h"
#include "model/items/filter/messages.h"
#include "model/items/filter/tokens.h"

#include <algorithm>

namespace synoptic {

namespace {

using namespace filter;

constexpr qsizetype kMostWords = 50;

QString latin1(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QStringList keyWords() {
    QStringList words;
    for (const KeyFacts& facts : allKeys())
        words << latin1(facts.name) + u':';
    return words << QStringLiteral("not") << QStringLiteral("or");
}

QStringList valuesOf(const KeyFacts& facts, const FilterValues& values) {
    switch (facts.key) {
    case Key::State:
    case Key::Was:
        return allStateNames();
    case Key::Process:
        return values.processes;
    case Key::User:
        return values.users;
    case Key::Interface:
        return values.interfaces;
    case Key::Service:
    case Key::Port:
    case Key::SourcePort:
    case Key::DestinationPort:
        return values.services;
    default:
        break;
    }
    QStringList words;
    for (const std::string_view word : wordsOf(facts.key))
        words << latin1(word);
    return words;
}

/// Those that go on from what is written first, then those that have it inside.
QStringList fitting(const QStringList& candidates, const QString& written) {
    QStringList begin;
    QStringList inside;
    for (const QString& candidate : candidates) {
        if (candidate.startsWith(written, Qt::CaseInsensitive))
            begin << candidate;
        else if (candidate.contains(written, Qt::CaseInsensitive))
            inside << candidate;
    }
    QStringList all = begin + inside;
    if (all.size() == 1 && all.front().compare(written, Qt::CaseInsensitive) == 0)
        all.clear(); // nothing left to complete
    return all.mid(0, kMostWords);
}

} // namespace

FilterCompletions completions(const QString& text, qsizetype cursor, const FilterValues& values) {
    FilterCompletions result;
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    result.start = cursor;
    const std::vector<Token> tokens = tokenize(text);
    const auto token = std::find_if(tokens.begin(), tokens.end(), [&](const Token& t) {
        const bool word = t.kind == Token::Kind::Term || t.kind == Token::Kind::And ||
                          t.kind == Token::Kind::Or || t.kind == Token::Kind::Not;
        return word && t.start <= cursor && cursor <= t.end();
    });
    if (token == tokens.end()) {
        result.words = fitting(keyWords(), QString());
        return result;
    }
    if (token->key.isEmpty()) {
        if (token->form != Token::Form::Plain)
            return result;
        result.start = token->start;
        result.length = token->length;
        result.words = fitting(keyWords(), text.mid(token->start, cursor - token->start));
        return result;
    }
    const KeyFacts* facts = findKey(token->key);
    if (facts == nullptr || cursor < token->valueStart || token->form == Token::Form::Regex)
        return result;
    if (token->form == Token::Form::Quoted) {
        result.start = token->valueStart - 1; // with the mark
        result.length = token->end() - result.start;
    } else {
        // In a list, the part the cursor stands in.
        const qsizetype comma = text.lastIndexOf(u',', std::max<qsizetype>(cursor - 1, 0));
        result.start = cursor > 0 && comma >= token->valueStart ? comma + 1 : token->valueStart;
        const qsizetype next = text.indexOf(u',', cursor);
        result.length = (next < 0 || next > token->end() ? token->end() : next) - result.start;
    }
    const qsizetype writtenStart = std::max(result.start, token->valueStart);
    for (const QString& word :
         fitting(valuesOf(*facts, values), text.mid(writtenStart, cursor - writtenStart)))
        result.words << quotedIfNeeded(word);
    return result;
}

} // namespace synoptic
