// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/welcome_page.h"

#include "views/table/row_paint.h"
#include "views/theme/icons.h"
#include "views/theme/style_painting.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kCardWidth = 354;
constexpr int kPictureHeight = 165;
constexpr double kRadius = 8;

QLabel* plain(QWidget* parent, const QFont& font) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

/// A small table of connections, as the watching window will show them.
void paintTablePicture(QPainter& painter, const QRectF& rect, const Theme& theme) {
    struct Row {
        TcpState state;
        const char* process;
        const char* port;
        int bar;
    };
    const Row rows[] = {{TcpState::Established, "nginx", ":443", 30},
                        {TcpState::SynReceived, "kernel", ":443", 12},
                        {TcpState::Established, "postgres", ":5432", 38},
                        {TcpState::CloseWait, "python3", ":8080", 0},
                        {TcpState::TimeWait, "kernel", ":443", 0}};
    paintBox(painter, rect, theme.base, theme.border, 4);
    const double step = rect.height() / double(std::size(rows));
    painter.setFont(uiFont(12));
    double y = rect.top();
    for (const Row& row : rows) {
        const QRectF line(rect.left() + 1, y, rect.width() - 2, step);
        if (row.state == TcpState::SynReceived)
            painter.fillRect(line, theme.rowNew);
        paintStateChip(painter, line.adjusted(8, 0, 0, 0), row.state, theme);
        painter.setPen(row.process[0] == 'k' ? theme.muted : theme.text);
        painter.drawText(line.adjusted(142, 0, 0, 0), Qt::AlignVCenter, QLatin1String(row.process));
        painter.setPen(theme.muted);
        painter.drawText(line.adjusted(0, 0, -66, 0), Qt::AlignVCenter | Qt::AlignRight,
                         QLatin1String(row.port));
        if (row.bar)
            paintBox(painter, QRectF(line.right() - 56, line.center().y() - 3, row.bar, 6),
                     mixed(theme.muted, theme.base, 0.6), Qt::transparent, 3);
        y += step;
    }
}

} // namespace

WelcomeCard::WelcomeCard(QWidget* parent) : QFrame(parent) {
    setFixedWidth(kCardWidth);
    title_ = plain(this, uiFont(16, true));
    text_ = plain(this, uiFont(13));
    text_->setWordWrap(true);
    noteIcon_ = new QLabel(this);
    note_ = plain(this, uiFont(12));
    button_ = new QPushButton(this);
    button_->setProperty("primary", true);
    shortcut_ = plain(this, uiFont(12));
    for (QLabel* label : {note_, shortcut_})
        label->setForegroundRole(QPalette::PlaceholderText);

    auto* note = new QHBoxLayout;
    note->setSpacing(6);
    note->addWidget(noteIcon_);
    note->addWidget(note_, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(10);
    foot->addWidget(button_);
    foot->addWidget(shortcut_);
    foot->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, kPictureHeight + 20, 20, 20);
    column->setSpacing(10);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addLayout(note);
    column->addSpacing(8);
    column->addLayout(foot);
}

void WelcomeCard::setTexts(const QString& title, const QString& text, const QString& note,
                           const QString& button, const QString& shortcut) {
    title_->setText(title);
    text_->setText(text);
    note_->setText(note);
    noteIcon_->setPixmap(severityPixmap(Severity::Ok, 14, devicePixelRatioF()));
    button_->setText(button);
    button_->setAccessibleDescription(text);
    shortcut_->setText(shortcut);
}

void WelcomeCard::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    paintBox(painter, rect(), theme.card, theme.border, kRadius);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius - 1, kRadius - 1);
    painter.setClipPath(shape);
    const QRect picture(0, 0, width(), kPictureHeight);
    painter.fillRect(picture, theme.canvas);
    painter.fillRect(QRect(0, kPictureHeight, width(), 1), theme.border);
    paintTablePicture(painter, QRectF(picture).adjusted(24, 18, -24, -18), theme);
}

WelcomePage::WelcomePage(QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* page = new QWidget(this);
    auto* icon = new QLabel(page);
    icon->setPixmap(applicationIcon().pixmap(40, 40));
    heading_ = plain(page, uiFont(26, true));
    promise_ = plain(page, uiFont(13));
    promise_->setForegroundRole(QPalette::PlaceholderText);
    watch_ = new WelcomeCard(page);
    connect(watch_->button(), &QPushButton::clicked, this, &WelcomePage::watchRequested);

    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addStretch();
    head->addWidget(icon);
    head->addWidget(heading_);
    head->addStretch();
    // Cards stand side by side; further ones come to the right.
    auto* cards = new QHBoxLayout;
    cards->setSpacing(24);
    cards->addStretch();
    cards->addWidget(watch_);
    cards->addStretch();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 48, 24, 48);
    column->setSpacing(8);
    column->addStretch(2);
    column->addLayout(head);
    column->addWidget(promise_, 0, Qt::AlignHCenter);
    column->addSpacing(24);
    column->addLayout(cards);
    column->addStretch(3);
    setWidget(page);
    retranslate();
}

void WelcomePage::retranslate() {
    heading_->setText(tr("What would you like to look at?"));
    promise_->setText(tr("Nothing is recorded, looked up or sent until you ask for it."));
    watch_->setTexts(tr("Watch this computer"),
                     tr("Every TCP connection as it moves through its states: who talks to whom, "
                        "what hangs, and which queue is full."),
                     tr("Works now, without extra rights"), tr("Start watching"),
                     QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText));
}

void WelcomePage::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
}

} // namespace synoptic
