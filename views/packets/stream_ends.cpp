// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/stream_ends.h"

#include "views/theme/theme_manager.h"

#include <QPainter>

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kHeight = 28;
constexpr int kMargin = 10;
constexpr int kGap = 8;
constexpr int kBetween = 24;

} // namespace

StreamEnds::StreamEnds(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StreamEnds::setEnds(const std::array<End, 2>& ends) {
    if (ends == ends_)
        return;
    ends_ = ends;
    QStringList words;
    for (const End& end : ends_)
        words << end.marker + QLatin1Char(' ') + end.name + QStringLiteral(", ") + end.size +
                     QLatin1Char(' ') + end.gaps;
    setAccessibleName(words.join(QStringLiteral("; ")));
    update();
}

QSize StreamEnds::sizeHint() const {
    return {480, kHeight};
}

QSize StreamEnds::minimumSizeHint() const {
    return {200, kHeight};
}

void StreamEnds::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
    const QFontMetrics bold(uiFont(12, true)), plain(uiFont(12));
    std::array<int, 2> names{};
    int room = width() - 2 * kMargin - kBetween;
    for (std::size_t i = 0; i < ends_.size(); ++i) {
        names[i] = plain.horizontalAdvance(ends_[i].name) + 2; // widths are rounded
        room -= bold.horizontalAdvance(ends_[i].marker) + plain.horizontalAdvance(ends_[i].size) +
                2 * kGap;
    }
    int gaps = 0;
    for (const End& end : ends_)
        gaps += end.gaps.isEmpty() ? 0 : plain.horizontalAdvance(end.gaps) + kGap;
    const bool withGaps = names[0] + names[1] + gaps <= room;
    room -= withGaps ? gaps : 0;
    // Addresses that are too long give way to the rest, the longer one first.
    const std::array<int, 2> wanted = names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = std::clamp(std::max(room / 2, room - wanted[1 - i]), 0, wanted[i]);
    int x = kMargin;
    for (std::size_t i = 0; i < ends_.size(); ++i) {
        const End& end = ends_[i];
        const QString name = plain.elidedText(end.name, Qt::ElideMiddle, names[i]);
        const auto write = [&](const QString& text, const QFont& font, const QColor& ink) {
            painter.setFont(font);
            painter.setPen(ink);
            const int width = painter.fontMetrics().horizontalAdvance(text);
            painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignVCenter, text);
            x += width + kGap;
        };
        write(end.marker, uiFont(12, true), i == 0 ? theme.accent : theme.ok.foreground);
        write(name, uiFont(12), theme.text);
        write(end.size, uiFont(12), theme.muted);
        if (withGaps && !end.gaps.isEmpty())
            write(end.gaps, uiFont(12), theme.muted);
        x += kBetween - kGap;
    }
}

} // namespace synoptic
