// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

#include <memory>
#include <string>
#include <string_view>

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
    /// An expression that takes too long too often is given up: it matches nothing more.
    struct Expression {
        QRegularExpression regex;
        int tooLong = 0;
    };

    TextPattern() = default;

    QString needle_;
    std::string asciiNeedle_; ///< the same, where it is all ASCII
    Mode mode_ = Mode::Contains;
    std::shared_ptr<Expression> expression_;
};

} // namespace synoptic::filter
