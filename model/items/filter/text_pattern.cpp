// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/text_pattern.h"

#include <algorithm>

namespace synoptic::filter {

namespace {

// PCRE2's own bound on the work of one match, written before the expression.
const QLatin1String kLimit("(*LIMIT_MATCH=5000)");
constexpr qsizetype kLongestExpression = 256;
constexpr int kMostTooLong = 32;
constexpr std::size_t kMostAnswers = 4096;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsAt(std::string_view text, std::string_view lowered) {
    return std::equal(lowered.begin(), lowered.end(), text.begin(),
                      [](char a, char b) { return a == lower(b); });
}

/// The answer kept for a text, or what `match` says now. A hash finds the place, the text decides.
template <typename Answers, typename Text, typename Match>
bool remembered(Answers& answers, std::size_t hash, const Text& text, Match match) {
    if (answers.empty())
        answers.resize(kMostAnswers);
    auto& answer = answers[hash % kMostAnswers];
    if (text.size() == 0 || answer.text != text) {
        answer.text = text;
        answer.matches = match();
    }
    return answer.matches;
}

} // namespace

TextPattern::TextPattern(const QString& text, Mode mode) : needle_(text.toLower()), mode_(mode) {
    if (std::all_of(needle_.cbegin(), needle_.cend(), [](QChar c) { return c.unicode() < 128; }))
        asciiNeedle_ = needle_.toStdString();
}

TextPattern TextPattern::fromRegex(const QString& expression) {
    TextPattern pattern;
    pattern.expression_ = std::make_shared<Expression>();
    // A text too long is no expression either: an unclosed bracket says so.
    pattern.expression_->regex = QRegularExpression(
        expression.size() > kLongestExpression ? QStringLiteral("(") : kLimit + expression,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DontCaptureOption);
    return pattern;
}

QString TextPattern::error() const {
    return expression_ ? expression_->regex.errorString() : QString();
}

qsizetype TextPattern::errorOffset() const {
    return expression_
               ? std::max<qsizetype>(expression_->regex.patternErrorOffset() - kLimit.size(), 0)
               : 0;
}

bool TextPattern::matches(const QString& text) const {
    if (expression_)
        return remembered(expression_->answers, qHash(text), text,
                          [&] { return expression_->matches(text); });
    return mode_ == Mode::Equals ? text.compare(needle_, Qt::CaseInsensitive) == 0
                                 : text.contains(needle_, Qt::CaseInsensitive);
}

bool TextPattern::Expression::matches(const QString& text) {
    if (tooLong >= kMostTooLong)
        return false;
    const QRegularExpressionMatch match = regex.match(text);
    if (!match.isValid())
        ++tooLong;
    return match.hasMatch();
}

bool TextPattern::matches(std::string_view utf8) const {
    const auto converted = [&] {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    };
    if (expression_)
        return remembered(expression_->utf8Answers, std::hash<std::string_view>{}(utf8), utf8,
                          [&] { return expression_->matches(converted()); });
    if (asciiNeedle_.empty())
        return matches(converted());
    if (utf8.size() < asciiNeedle_.size())
        return false;
    if (mode_ == Mode::Equals)
        return utf8.size() == asciiNeedle_.size() && startsAt(utf8, asciiNeedle_);
    for (std::size_t at = 0; at + asciiNeedle_.size() <= utf8.size(); ++at) {
        if (startsAt(utf8.substr(at), asciiNeedle_))
            return true;
    }
    return false;
}

} // namespace synoptic::filter
