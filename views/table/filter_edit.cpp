// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/filter_field.h"
#include "views/theme/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStringListModel>

namespace synoptic {

FilterEdit::FilterEdit(QWidget* parent)
    : QLineEdit(parent), completer_(new QCompleter(this)), words_(new QStringListModel(this)) {
    setFrame(false);
    setFont(monoFont(13));
    setClearButtonEnabled(false);
    completer_->setModel(words_);
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->popup()->setFont(monoFont(12));
    completer_->popup()->installEventFilter(this); // before the completer sees its keys
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this,
            &FilterEdit::accept);
}

void FilterEdit::setMark(qsizetype start, qsizetype length, const QColor& color) {
    markStart_ = start;
    markLength_ = length;
    markColor_ = color;
    update();
}

void FilterEdit::offer(const QStringList& words, qsizetype start, qsizetype length) {
    words_->setStringList(words);
    offerStart_ = start;
    offerLength_ = length;
    if (words.isEmpty() || !hasFocus()) {
        completer_->popup()->hide();
        return;
    }
    const QFontMetrics metrics(completer_->popup()->font());
    int widest = 160;
    for (const QString& word : words)
        widest = qMax(widest, metrics.horizontalAdvance(word) + 32);
    const int before =
        QFontMetrics(font()).horizontalAdvance(text().mid(start, cursorPosition() - start));
    completer_->complete(
        QRect(cursorRect().x() - before, height() - 22, qMin(widest, 420), 24 + noticeHeight_));
}

void FilterEdit::accept(const QString& word) {
    QString all = text();
    // A key such as "state:" waits for its value; a finished term makes room for the next.
    const bool key = word.endsWith(QLatin1Char(':'));
    const QString tail = key ? QString() : QStringLiteral(" ");
    all.replace(offerStart_, offerLength_, word + tail);
    setText(all);
    setCursorPosition(int(offerStart_ + word.size() + tail.size()));
    if (key)
        Q_EMIT completionWanted(all, cursorPosition());
}

void FilterEdit::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (markLength_ <= 0 || markStart_ > text().size())
        return;
    const QFontMetrics metrics(font());
    const QString all = text();
    // The cursor tells how far the text is scrolled.
    const int cursorX = cursorRect().center().x();
    const int origin = cursorX - metrics.horizontalAdvance(all.left(cursorPosition()));
    const int left = origin + metrics.horizontalAdvance(all.left(markStart_));
    const int right =
        qMax(left + 6, origin + metrics.horizontalAdvance(all.left(markStart_ + markLength_)));
    const double y = (height() + metrics.height()) / 2.0 - 1;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(markColor_, 1.3));
    QPainterPath wave({double(left), y});
    bool up = true;
    for (double x = left; x < right; x += 3, up = !up)
        wave.quadTo(x + 1.5, y + (up ? -3 : 3), x + 3, y);
    painter.drawPath(wave);
}

/// The window's action for that key; null if the key is for the text.
QAction* FilterEdit::actionOf(const QKeyEvent* event) const {
    const QKeySequence keys(event->keyCombination());
    const auto actions = window()->actions();
    for (QAction* action : actions) {
        if (action->isEnabled() && action->shortcuts().contains(keys))
            return action;
    }
    return nullptr;
}

/// A line of text takes Ctrl+E and others for moves within it; the window's actions come first.
bool FilterEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && actionOf(static_cast<QKeyEvent*>(event))) {
        event->ignore();
        return true;
    }
    return QLineEdit::event(event);
}

/// Keys while the list is open.
bool FilterEdit::eventFilter(QObject* watched, QEvent* event) {
    QAbstractItemView* popup = completer_->popup();
    if (watched != popup || event->type() != QEvent::KeyPress)
        return QLineEdit::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier) {
        QModelIndex chosen = popup->currentIndex();
        if (!chosen.isValid())
            chosen = popup->model()->index(0, 0);
        popup->hide();
        accept(chosen.data().toString());
        return true;
    }
    if (QAction* action = actionOf(key)) {
        popup->hide();
        action->trigger();
        return true;
    }
    return QLineEdit::eventFilter(watched, event);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
    const bool choosing = completer_->popup()->isVisible();
    switch (event->key()) {
    case Qt::Key_Escape:
        if (choosing)
            completer_->popup()->hide();
        else
            Q_EMIT escapePressed();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (choosing) {
            event->ignore(); // the popup takes it
            return;
        }
        break;
    case Qt::Key_Space:
        if (event->modifiers() & Qt::ControlModifier) {
            Q_EMIT completionWanted(text(), cursorPosition());
            return;
        }
        break;
    default:
        break;
    }
    const QString before = text();
    QLineEdit::keyPressEvent(event);
    if (text() == before)
        return;
    if (text().isEmpty())
        completer_->popup()->hide(); // who clears it wants no list; Ctrl+Space asks for one
    else
        Q_EMIT completionWanted(text(), cursorPosition());
}

} // namespace synoptic
