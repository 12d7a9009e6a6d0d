// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/tokens.h"

#include "model/wire/ip_address.h"

#include <algorithm>
#include <array>
#include <utility>

namespace synoptic::filter {

namespace {

bool endsWord(QChar c) {
    return c.isSpace() || c == u'(' || c == u')';
}

/// "fe80::1" and "dead:beef::1/64" look like a key and a value but are addresses.
bool isAddress(QStringView word) {
    const qsizetype slash = word.indexOf(u'/');
    const QByteArray text = (slash < 0 ? word : word.left(slash)).toLatin1();
    return IpAddress::parse({text.constData(), static_cast<std::size_t>(text.size())}).has_value();
}

class Tokenizer {
public:
    explicit Tokenizer(QStringView text) : text_(text) {}

    std::vector<Token> all() {
        std::vector<Token> tokens;
        do {
            tokens.push_back(next());
        } while (tokens.back().kind != Token::Kind::End);
        return tokens;
    }

private:
    bool atEnd() const { return at_ >= text_.size(); }
    QChar peek() const { return atEnd() ? QChar() : text_.at(at_); }

    Token next() {
        while (!atEnd() && peek().isSpace())
            ++at_;
        Token token;
        token.start = at_;
        if (atEnd())
            return token;
        if (peek() == u'(' || peek() == u')') {
            token.kind = peek() == u'(' ? Token::Kind::Open : Token::Kind::Close;
            ++at_;
        } else if (peek() == u'!' && at_ + 1 < text_.size() && !endsWord(text_.at(at_ + 1))) {
            token.kind = Token::Kind::Not;
            ++at_;
        } else {
            readTerm(token);
        }
        token.length = at_ - token.start;
        return token;
    }

    QStringView wordAhead() const {
        qsizetype end = at_;
        while (end < text_.size() && !endsWord(text_.at(end)))
            ++end;
        return text_.mid(at_, end - at_);
    }

    void readTerm(Token& token) {
        const QStringView word = wordAhead();
        token.kind = operatorKind(word);
        if (token.kind != Token::Kind::Term) {
            at_ += word.size();
            return;
        }
        readKey(token, word);
        token.valueStart = at_;
        if (peek() == u'"')
            readEnclosed(token, u'"', Token::Form::Quoted);
        else if (peek() == u'/')
            readEnclosed(token, u'/', Token::Form::Regex);
        else
            readPlain(token);
    }

    static Token::Kind operatorKind(QStringView word) {
        constexpr std::array<std::pair<const char16_t*, Token::Kind>, 5> kOperators{
            {{u"and", Token::Kind::And},
             {u"or", Token::Kind::Or},
             {u"not", Token::Kind::Not},
             {u"&&", Token::Kind::And},
             {u"||", Token::Kind::Or}}};
        for (const auto& [text, kind] : kOperators) {
            if (word.compare(QStringView(text), Qt::CaseInsensitive) == 0)
                return kind;
        }
        return Token::Kind::Term;
    }

    void readKey(Token& token, QStringView word) {
        qsizetype length = 0;
        while (length < word.size() && (word.at(length).isLetter() || word.at(length) == u'-'))
            ++length;
        if (length == 0 || length >= word.size() || word.at(length) != u':' || isAddress(word))
            return;
        token.key = word.left(length).toString().toLower();
        at_ += length + 1;
        readComparison(token);
    }

    void readComparison(Token& token) {
        const QChar first = peek();
        if (first != u'<' && first != u'>' && first != u'=')
            return;
        ++at_;
        if (first == u'=') {
            token.comparison = Token::Comparison::Equal;
        } else if (peek() == u'=') {
            ++at_;
            token.comparison =
                first == u'<' ? Token::Comparison::LessOrEqual : Token::Comparison::GreaterOrEqual;
        } else {
            token.comparison = first == u'<' ? Token::Comparison::Less : Token::Comparison::Greater;
        }
    }

    void readPlain(Token& token) {
        const qsizetype begin = at_;
        while (!atEnd() && !endsWord(peek()))
            ++at_;
        token.value = text_.mid(begin, at_ - begin).toString();
    }

    void readEnclosed(Token& token, QChar mark, Token::Form form) {
        token.form = form;
        ++at_;
        token.valueStart = at_;
        while (!atEnd() && peek() != mark) {
            const bool escaped = peek() == u'\\' && at_ + 1 < text_.size();
            // In a quoted text a backslash stands before a mark or itself; in a regular expression
            // all but "\/" belongs to the expression.
            const QChar following = escaped ? text_.at(at_ + 1) : QChar();
            if (escaped &&
                (following == mark || form == Token::Form::Regex || following == u'\\')) {
                if (form == Token::Form::Regex && following != mark)
                    token.value += u'\\';
                ++at_;
            }
            token.value += peek();
            ++at_;
        }
        if (atEnd()) {
            token.fault =
                form == Token::Form::Quoted ? Token::Fault::OpenQuote : Token::Fault::OpenRegex;
            return;
        }
        ++at_;
        if (!atEnd() && !endsWord(peek())) {
            token.fault = Token::Fault::TextAfterQuote;
            while (!atEnd() && !endsWord(peek()))
                ++at_;
        }
    }

    QStringView text_;
    qsizetype at_ = 0;
};

} // namespace

std::vector<Token> tokenize(QStringView text) {
    return Tokenizer(text).all();
}

QString quotedIfNeeded(const QString& value) {
    const std::vector<Token> tokens = tokenize(value);
    const bool isOneWord =
        tokens.size() == 2 && tokens[0].kind == Token::Kind::Term && tokens[0].key.isEmpty() &&
        tokens[0].form == Token::Form::Plain && tokens[0].value == value && !value.contains(u',') &&
        !value.startsWith(u'<') && !value.startsWith(u'>') && !value.startsWith(u'=');
    if (isOneWord)
        return value;
    QString quoted = value;
    quoted.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\""));
    return u'"' + quoted + u'"';
}

} // namespace synoptic::filter
