// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace synoptic::filter {

/// A text to look for, or a regular expression. Case never matters. GUI thread.
class TextPattern {
public:
    enum class Mode { Contains, Equals };

    TextPattern(const QString& text, Mode mode);
    /// Check isValid() afterwards.
    static TextPattern fromRegex(const QString& expression);

    bool isValid() const { return expression_ == nullptr || expression_->regex.isValid(); }
    QString error() const;
    qsizetype errorOffset() const;

    bool isRegex() const { return expression_ != nullptr; }
    bool matches(const QString& text) const;
    bool matches(std::string_view utf8) const;
    /// The text looked for, in lower case; empty for a regular expression.
    const QString& needle() const { return needle_; }

private:
    /// Connections share most of their texts, and looking an answer up is quicker than matching
    /// anew: some answers are kept, each until another text falls into its place.
    template <typename Text>
    struct Answer {
        Text text; ///< empty: none; an empty text is matched each time
        bool matches = false;
    };
    /// An expression that takes too long too often is given up: it matches nothing more.
    struct Expression {
        QRegularExpression regex;
        int tooLong = 0;
        std::vector<Answer<QString>> answers;
        std::vector<Answer<std::string>> utf8Answers;

        bool matches(const QString& text);
    };

    TextPattern() = default;

    QString needle_;
    std::string asciiNeedle_; ///< the same, where it is all ASCII
    Mode mode_ = Mode::Contains;
    std::shared_ptr<Expression> expression_;
};

} // namespace synoptic::filter
