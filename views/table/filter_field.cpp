// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/filter_field.h"

#include "views/theme/icons.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kLeastText = 240; ///< px for what is typed

const QColor& inkOf(const Theme& theme, FilterVerdict::Kind kind) {
    switch (kind) {
    case FilterVerdict::Kind::Surprising:
        return theme.warning.foreground;
    case FilterVerdict::Kind::Invalid:
        return theme.error.foreground;
    case FilterVerdict::Kind::Valid:
        break;
    }
    return theme.ok.foreground;
}

Severity severityOf(FilterVerdict::Kind kind) {
    return kind == FilterVerdict::Kind::Valid        ? Severity::Ok
           : kind == FilterVerdict::Kind::Surprising ? Severity::Warning
                                                     : Severity::Error;
}

} // namespace

/// The box around the field, with the bar at its left.
class FilterField::Frame : public QWidget {
public:
    explicit Frame(FilterField* field) : QWidget(field), field_(field) { setFixedHeight(28); }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        const bool empty = field_->text().isEmpty();
        const bool focused = field_->edit()->hasFocus();
        const QColor ink = inkOf(theme, field_->verdict().kind);
        QPainter painter(this);
        const QColor border = focused ? theme.accent : (empty ? theme.controlBorder : ink);
        paintBox(painter, rect(), theme.base, border, kControlRadius, focused ? kFocusWidth : 1);
        if (empty)
            return;
        QPainterPath shape;
        shape.addRoundedRect(QRectF(rect()), kControlRadius, kControlRadius);
        painter.setClipPath(shape);
        painter.fillRect(QRect(0, 0, 3, height()), ink);
    }

private:
    FilterField* field_;
};

FilterField::FilterField(QWidget* parent) : QWidget(parent) {
    frame_ = new Frame(this);
    mark_ = new QLabel(frame_);
    counts_ = new QLabel(frame_);
    counts_->setTextFormat(Qt::PlainText);
    counts_->setFont(uiFont(12));
    clear_ = new QToolButton(frame_);
    clear_->setIcon(symbolicIcon(QStringLiteral("edit-clear-locationbar-rtl")));
    clear_->setAutoRaise(true);
    clear_->setFixedSize(24, 24);
    clear_->setFocusPolicy(Qt::NoFocus); // Esc does the same
    edit_ = new FilterEdit(frame_);
    edit_->installEventFilter(this);
    auto* icon = new QToolButton(frame_);
    icon->setIcon(symbolicIcon(QStringLiteral("view-filter")));
    icon->setAutoRaise(true);
    icon->setFixedSize(24, 24);
    icon->setFocusPolicy(Qt::NoFocus);
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);

    auto* row = new QHBoxLayout(frame_);
    row->setContentsMargins(6, 2, 4, 2);
    row->setSpacing(4);
    row->addWidget(icon);
    row->addWidget(edit_, 1);
    row->addWidget(mark_);
    row->addWidget(counts_);
    row->addWidget(clear_);

    message_ = new QLabel(this);
    message_->setTextFormat(Qt::PlainText);
    message_->setFont(uiFont(12));
    message_->setWordWrap(true);
    message_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(frame_);
    column->addWidget(message_);

    connect(clear_, &QToolButton::clicked, edit_, &QLineEdit::clear);
    connect(edit_, &FilterEdit::escapePressed, edit_, &QLineEdit::clear);
    connect(edit_, &QLineEdit::textChanged, this, [this](const QString& text) {
        clear_->setVisible(!text.isEmpty());
        frame_->update();
        Q_EMIT textChanged(text);
    });
    setFocusProxy(edit_);
    clear_->hide();
    retranslate();
    retone();
}

QString FilterField::text() const {
    return edit_->text();
}

void FilterField::setText(const QString& text) {
    if (text != edit_->text())
        edit_->setText(text);
}

void FilterField::setVerdict(const FilterVerdict& verdict) {
    verdict_ = verdict;
    message_->setText(verdict.message);
    message_->setVisible(!verdict.message.isEmpty());
    // The list of completions opens below the line that says what is wrong.
    edit_->setNoticeHeight(verdict.message.isEmpty() ? 0 : message_->heightForWidth(width()) + 4);
    edit_->setAccessibleDescription(verdict.message);
    retone();
    retranslate();
}

void FilterField::setCounts(int shown, int total) {
    if (shown == shown_ && total == total_)
        return;
    shown_ = shown;
    total_ = total;
    retranslate();
}

QString FilterField::hintText() const {
    return tr("Filter: state:ESTABLISHED port:443, or any word");
}

QString FilterField::countsText(int shown, int total) const {
    //: %1 is the number shown, %Ln all there are
    return tr("%1 of %Ln connection(s)", nullptr, total).arg(QLocale().toString(shown));
}

void FilterField::retranslate() {
    edit_->setAccessibleName(tr("Filter"));
    edit_->setPlaceholderText(hintText());
    clear_->setToolTip(tr("Clear the filter (Esc)"));
    clear_->setAccessibleName(clear_->toolTip());
    const bool invalid = verdict_.kind == FilterVerdict::Kind::Invalid;
    counts_->setText(invalid ? tr("Not applied") : countsText(shown_, total_));
    mark_->setVisible(!text().isEmpty());
    fit();
}

/// The text comes first: counts are told by the chips and the status line too.
void FilterField::fit() {
    const int tools = 24 + 24 + 14 + 6 * 4 + 10; // icon, clear, mark and what is between
    const bool room = width() - tools - counts_->sizeHint().width() >= kLeastText;
    counts_->setVisible(room);
}

void FilterField::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void FilterField::retone() {
    const Theme& theme = themeOf(this);
    const QColor ink = text().isEmpty() ? theme.muted : inkOf(theme, verdict_.kind);
    QPalette inked = palette();
    inked.setColor(QPalette::WindowText, ink);
    counts_->setPalette(inked);
    message_->setPalette(inked);
    mark_->setPixmap(severityPixmap(severityOf(verdict_.kind), 14, devicePixelRatioF()));
    edit_->setMark(verdict_.start, verdict_.length, ink);
    frame_->update();
}

bool FilterField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        frame_->update();
    return QWidget::eventFilter(watched, event);
}

void FilterField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        retone();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
