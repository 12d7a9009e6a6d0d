// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/safe_text.h"

#include <algorithm>

namespace synoptic {

namespace {

bool isHarmful(QChar c) {
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidirectional overrides, zero-width characters
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

QString safeText(std::string_view utf8, qsizetype limit) {
    // A character has at most four bytes: what lies beyond cannot be shown.
    const auto bytes = std::min<std::size_t>(utf8.size(), static_cast<std::size_t>(limit) * 4 + 4);
    return safeText(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(bytes)), limit);
}

QString safeText(QString text, qsizetype limit) {
    if (text.size() > limit) {
        qsizetype keep = limit - 1;
        if (keep > 0 && text.at(keep - 1).isHighSurrogate())
            --keep;
        text.truncate(keep);
        text += QChar(0x2026);
    }
    if (std::any_of(text.cbegin(), text.cend(), isHarmful)) {
        for (QChar& c : text) {
            if (isHarmful(c))
                c = QChar(QChar::ReplacementCharacter);
        }
    }
    return text;
}

QString plainToolTip(const QString& text) {
    if (!text.contains(u'<'))
        return text;
    QString escaped = text.toHtmlEscaped();
    escaped.replace(u'\n', QLatin1String("<br>"));
    return QLatin1String("<qt>") + escaped + QLatin1String("</qt>");
}

} // namespace synoptic
