// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/parser.h"

#include "model/items/filter/messages.h"

namespace synoptic::filter {

namespace {

constexpr qsizetype kLongestText = 4096;
constexpr std::size_t kMostTokens = 1024;
constexpr int kDeepest = 64;

class Parser {
public:
    Parser(std::vector<Token> tokens, Timestamp now) : tokens_(std::move(tokens)), now_(now) {}

    Parsed parse() {
        if (peek().kind == Token::Kind::End)
            return std::move(result_);
        NodePointer root = expression();
        if (!failed() && peek().kind == Token::Kind::Close)
            fail(peek(), Messages::tr("There is no opening bracket for this one."));
        if (!failed())
            result_.root = std::move(root);
        return std::move(result_);
    }

private:
    const Token& peek() const { return tokens_[at_]; }
    const Token& take() { return tokens_[at_++]; }
    bool failed() const { return result_.error.exists(); }

    void fail(const Token& token, const QString& message) {
        if (!failed())
            result_.error = {message, token.start, std::max<qsizetype>(token.length, 1)};
    }

    NodePointer expression() {
        std::vector<NodePointer> parts{conjunction()};
        while (!failed() && peek().kind == Token::Kind::Or) {
            const Token& op = take();
            if (!startsFactor(peek().kind)) {
                fail(op, Messages::tr("Something must follow “or”."));
                break;
            }
            parts.push_back(conjunction());
        }
        return parts.size() == 1 ? parts.front() : std::make_shared<const AnyOf>(std::move(parts));
    }

    static bool startsFactor(Token::Kind kind) {
        return kind == Token::Kind::Term || kind == Token::Kind::Not || kind == Token::Kind::Open;
    }

    NodePointer conjunction() {
        if (peek().kind == Token::Kind::Or || peek().kind == Token::Kind::And)
            fail(peek(), Messages::tr("Something must stand before this word."));
        std::vector<Term> terms;
        std::vector<NodePointer> parts;
        while (!failed()) {
            if (peek().kind == Token::Kind::And) {
                const Token& op = take();
                if (!startsFactor(peek().kind)) {
                    fail(op, Messages::tr("Something must follow “and”."));
                    break;
                }
            }
            if (!startsFactor(peek().kind))
                break;
            parts.push_back(factor(&terms));
        }
        if (!failed())
            noteSurprise(findContradiction(terms));
        return parts.size() == 1 ? parts.front() : std::make_shared<const AllOf>(std::move(parts));
    }

    /// A plain term is also set down in `terms`, if given.
    NodePointer factor(std::vector<Term>* terms) {
        const Token& token = take();
        if (token.kind == Token::Kind::Term)
            return term(token, terms);
        if (++depth_ > kDeepest) {
            fail(token, Messages::tr("Too many brackets inside each other."));
            return nullptr;
        }
        NodePointer node = token.kind == Token::Kind::Not ? negation(token) : group(token);
        --depth_;
        return node;
    }

    NodePointer negation(const Token& token) {
        if (!startsFactor(peek().kind)) {
            fail(token, Messages::tr("Something must follow “not”."));
            return nullptr;
        }
        const bool wantedClosed = result_.wantsClosed;
        NodePointer part = factor(nullptr);
        result_.wantsClosed = wantedClosed; // "not is:closed" does not ask for closed ones
        return std::make_shared<const Negation>(std::move(part));
    }

    NodePointer group(const Token& open) {
        if (peek().kind == Token::Kind::Close) {
            fail(open, Messages::tr("There is nothing between the brackets."));
            return nullptr;
        }
        if (peek().kind == Token::Kind::End) {
            fail(open, Messages::tr("The bracket is not closed."));
            return nullptr;
        }
        NodePointer node = expression();
        if (failed())
            return nullptr;
        if (peek().kind != Token::Kind::Close) {
            fail(open, Messages::tr("The bracket is not closed."));
            return nullptr;
        }
        take();
        return node;
    }

    NodePointer term(const Token& token, std::vector<Term>* terms) {
        Term term = buildTerm(token, now_);
        if (term.node == nullptr) {
            if (!failed())
                result_.error = {term.message, term.start, term.length};
            return nullptr;
        }
        noteSurprise({term.message, term.start, term.length});
        result_.dependsOnTime |= term.dependsOnTime;
        result_.dependsOnNames |= term.dependsOnNames;
        result_.wantsClosed |= term.wantsClosed;
        if (term.moment && (!result_.moment || *term.moment < result_.moment->time))
            result_.moment = {*term.moment, term.start, term.length};
        NodePointer node = term.node;
        if (terms != nullptr)
            terms->push_back(std::move(term));
        return node;
    }

    void noteSurprise(const Complaint& complaint) {
        if (complaint.exists() && !result_.surprise.exists())
            result_.surprise = complaint;
    }

    std::vector<Token> tokens_;
    Timestamp now_;
    Parsed result_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

Parsed parseFilter(const QString& text, Timestamp now) {
    Parsed parsed;
    if (text.size() > kLongestText) {
        parsed.error = {Messages::tr("The filter is too long."), kLongestText,
                        text.size() - kLongestText};
        return parsed;
    }
    std::vector<Token> tokens = tokenize(text);
    if (tokens.size() > kMostTokens) {
        const Token& token = tokens[kMostTokens];
        parsed.error = {Messages::tr("The filter has too many words."), token.start,
                        text.size() - token.start};
        return parsed;
    }
    return Parser(std::move(tokens), now).parse();
}

} // namespace synoptic::filter
