// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/state_chip_row.h"

#include "views/theme/state_glyph.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace synoptic {

namespace {
constexpr int kRowHeight = 40;
constexpr int kPadding = 10;
constexpr int kGlyph = 16;
constexpr int kGap = 7;
constexpr double kRadius = 6;

QString stateText(TcpState state) {
    return QString::fromLatin1(name(state).data(), qsizetype(name(state).size()));
}
} // namespace

StateChip::StateChip(std::optional<TcpState> state, QWidget* parent)
    : QAbstractButton(parent), state_(state) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    retranslate();
}

void StateChip::setCount(std::uint64_t count) {
    if (count == count_)
        return;
    const auto digits = QLocale().toString(qulonglong(count_)).size();
    count_ = count;
    retranslate();
    if (QLocale().toString(qulonglong(count_)).size() != digits)
        updateGeometry();
    update();
}

void StateChip::setBrief(bool brief) {
    if (brief == brief_ || !state_)
        return;
    brief_ = brief;
    updateGeometry();
}

int StateChip::widthFor(bool brief) const {
    const QFontMetrics plain(uiFont(12));
    const QFontMetrics bold(uiFont(12, true));
    int width =
        2 * kPadding + bold.horizontalAdvance(QLocale().toString(qulonglong(count_))) + kGap;
    if (state_)
        width += kGlyph + (brief && state_ ? 0 : 6);
    if (!brief || !state_)
        width += plain.horizontalAdvance(text());
    return width;
}

void StateChip::retranslate() {
    //: The chip that shows connections in any state
    setText(state_ ? stateText(*state_) : tr("All"));
    const QString spoken = tr("%1: %Ln connection(s)", nullptr, int(count_)).arg(text());
    setAccessibleName(spoken);
    setToolTip(state_ ? tr("%1. Click to show only these; Ctrl+click to add them.").arg(spoken)
                      : tr("Show connections in every state"));
}

void StateChip::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    const bool on = isChecked();
    const bool hot = underMouse() || isDown();
    paintBox(painter, rect(), on ? theme.selection : (hot ? theme.header : theme.base),
             on ? theme.accent : theme.border, kRadius, on ? 1.6 : 1);
    const bool none = count_ == 0 && !on;
    int x = kPadding;
    if (state_) {
        paintStateGlyph(painter, QRectF(x, (height() - kGlyph) / 2.0, kGlyph, kGlyph), *state_,
                        theme.stateGlyph(*state_));
        x += kGlyph + 6;
    }
    painter.setPen(none ? theme.dimmed : theme.text);
    if (!brief_ || !state_) {
        painter.setFont(uiFont(12));
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, text());
    }
    painter.setFont(uiFont(12, !none));
    painter.drawText(rect().adjusted(0, 0, -kPadding, 0), Qt::AlignRight | Qt::AlignVCenter,
                     QLocale().toString(qulonglong(count_)));
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocusRing(painter, rect(), theme, kRadius);
}

void StateChip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        retranslate();
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

StateChipRow::StateChipRow(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(6);
    const auto add = [&](std::optional<TcpState> state) {
        auto* chip = new StateChip(state, this);
        chips_.append(chip);
        row->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, chip] { choose(chip); });
    };
    add(std::nullopt);
    for (TcpState state : kAllTcpStates)
        add(state);
    // Live, a closed connection is gone; a capture keeps it.
    chip(TcpState::Closed)->hide();
    row->addStretch();
    setFixedHeight(kRowHeight);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setStates({});
}

void StateChipRow::setCounts(const StateCounts& counts, std::uint64_t all) {
    for (StateChip* chip : chips_)
        chip->setCount(chip->state() ? counts[index(*chip->state())] : all);
    fit();
}

void StateChipRow::setStates(const QList<TcpState>& states) {
    for (StateChip* chip : chips_)
        chip->setChecked(chip->state() ? states.contains(*chip->state()) : states.isEmpty());
}

QList<TcpState> StateChipRow::states() const {
    QList<TcpState> states;
    for (StateChip* chip : chips_) {
        if (chip->state() && chip->isChecked())
            states.append(*chip->state());
    }
    return states;
}

StateChip* StateChipRow::chip(std::optional<TcpState> state) const {
    for (StateChip* chip : chips_) {
        if (chip->state() == state)
            return chip;
    }
    return nullptr;
}

void StateChipRow::choose(StateChip* chip) {
    const bool adding =
        QGuiApplication::keyboardModifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    // The click has already turned the chip; what counts is what it was turned to.
    QList<TcpState> chosen;
    if (chip->state() && adding)
        chosen = states();
    else if (chip->state() && (chip->isChecked() || states().size() > 0))
        chosen = {*chip->state()};
    setStates(chosen);
    Q_EMIT statesChosen(chosen);
}

void StateChipRow::fit() {
    int full = 16;
    for (StateChip* chip : chips_)
        full += chip->isHidden() ? 0 : chip->widthFor(false) + 6;
    for (StateChip* chip : chips_)
        chip->setBrief(full > width());
}

void StateChipRow::resizeEvent(QResizeEvent*) {
    fit();
}

void StateChipRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), themeOf(this).border);
}

void StateChipRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fit();
}

} // namespace synoptic
