// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/filter_text.h"

#include "model/items/filter_edit.h"

#include <QStringList>

#include <optional>

namespace synoptic {

namespace {

struct Token {
    qsizetype start = 0;
    qsizetype length = 0;
    int depth = 0; ///< of parentheses around it
    QStringView text;
};

/// Words, parted as the filter language parts them: quotes and /expressions/ keep spaces.
QList<Token> tokensOf(const QString& text) {
    QList<Token> tokens;
    int depth = 0;
    qsizetype i = 0;
    while (i < text.size()) {
        const QChar c = text[i];
        if (c.isSpace()) {
            ++i;
        } else if (c == QLatin1Char('(') || c == QLatin1Char(')')) {
            depth += c == QLatin1Char('(') ? 1 : -1;
            ++i;
        } else {
            const qsizetype start = i;
            QChar quote;
            for (; i < text.size(); ++i) {
                const QChar at = text[i];
                if (!quote.isNull()) {
                    if (at == quote)
                        quote = QChar();
                } else if (at == QLatin1Char('"')) {
                    quote = at;
                } else if (at.isSpace() || at == QLatin1Char('(') || at == QLatin1Char(')')) {
                    break;
                }
            }
            tokens.append({start, i - start, depth, QStringView(text).mid(start, i - start)});
        }
    }
    return tokens;
}

bool isWord(const Token& token, const char* word) {
    return token.text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
}

bool hasTopLevelOr(const QList<Token>& tokens) {
    for (const Token& token : tokens) {
        if (token.depth == 0 && isWord(token, "or"))
            return true;
    }
    return false;
}

std::optional<Token> stateTerm(const QList<Token>& tokens) {
    if (hasTopLevelOr(tokens))
        return std::nullopt;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const bool negated = i > 0 && isWord(tokens[i - 1], "not");
        if (token.depth == 0 && !negated &&
            token.text.startsWith(QLatin1String("state:"), Qt::CaseInsensitive))
            return token;
    }
    return std::nullopt;
}

} // namespace

QList<TcpState> statesInFilter(const QString& filter) {
    const std::optional<Token> term = stateTerm(tokensOf(filter));
    QList<TcpState> states;
    if (!term)
        return states;
    const auto values = term->text.mid(6).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QStringView value : values) {
        const QByteArray utf8 = value.toUtf8();
        if (const auto state = tcpStateFromName({utf8.data(), std::size_t(utf8.size())}))
            states.append(*state);
    }
    return states;
}

QString withStates(const QString& filter, const QList<TcpState>& states) {
    QStringList names;
    for (TcpState state : states)
        names << QLatin1String(name(state).data(), qsizetype(name(state).size()));
    const QString term =
        names.isEmpty() ? QString() : QStringLiteral("state:") + names.join(QLatin1Char(','));
    const QString old = filter.trimmed();
    if (const std::optional<Token> found = stateTerm(tokensOf(old))) {
        QString text = old;
        text.replace(found->start, found->length, term);
        return text.simplified();
    }
    return term.isEmpty() ? old : filterWithTerm(old, term, FilterWrite::And);
}

} // namespace synoptic
