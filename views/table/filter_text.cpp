// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/filter_text.h"

#include <QRegularExpression>
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

QString guarded(const QString& filter) {
    return hasTopLevelOr(tokensOf(filter)) ? QStringLiteral("(%1)").arg(filter) : filter;
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
    return term.isEmpty() ? old : withTerm(old, term, TermJoin::And);
}

QString withTerm(const QString& filter, const QString& term, TermJoin join) {
    const QString old = filter.trimmed();
    const QString negated = QStringLiteral("not ") + term;
    if (join == TermJoin::Replace || old.isEmpty())
        return join == TermJoin::AndNot ? negated : term;
    if (join == TermJoin::Or)
        return old + QStringLiteral(" or ") + term;
    return guarded(old) + QLatin1Char(' ') + (join == TermJoin::AndNot ? negated : term);
}

QString quotedForFilter(const QString& value) {
    static const QRegularExpression plain(QStringLiteral("^[\\w.:%*@+-]+$"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    if (plain.match(value).hasMatch())
        return value;
    QString inside = value;
    inside.remove(QLatin1Char('"'));
    return QLatin1Char('"') + inside + QLatin1Char('"');
}

} // namespace synoptic
