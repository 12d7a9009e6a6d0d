// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/welcome_page.h"

#include "views/theme/icons.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"
#include "views/window/welcome_pictures.h"

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
constexpr int kCardGap = 24;
constexpr int kMargin = 24;
constexpr int kPictureHeight = 165;
constexpr double kRadius = 8;

QLabel* plain(QWidget* parent, const QFont& font) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

} // namespace

WelcomeCard::WelcomeCard(PaintPicture picture, QWidget* parent)
    : QFrame(parent), picture_(picture) {
    setFixedWidth(kCardWidth);
    title_ = plain(this, uiFont(16, true));
    text_ = plain(this, uiFont(13));
    text_->setWordWrap(true);
    noteIcon_ = new QLabel(this);
    note_ = plain(this, uiFont(12));
    button_ = new QPushButton(this);
    shortcut_ = plain(this, uiFont(12));
    for (QLabel* label : {note_, shortcut_})
        label->setForegroundRole(QPalette::PlaceholderText);

    auto* note = new QHBoxLayout;
    note->setSpacing(6);
    note->addWidget(noteIcon_);
    noteIcon_->hide();
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
    column->addStretch();
    column->addSpacing(8);
    column->addLayout(foot);
}

void WelcomeCard::setPrimary() {
    button_->setProperty("primary", true);
}

void WelcomeCard::setWorksNow() {
    noteIcon_->show();
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
    picture_(painter, QRectF(picture).adjusted(24, 18, -24, -18), theme);
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
    watch_ = new WelcomeCard(paintTablePicture, page);
    watch_->setPrimary();
    watch_->setWorksNow();
    capture_ = new WelcomeCard(paintCapturePicture, page);
    lesson_ = new WelcomeCard(paintLessonPicture, page);
    connect(watch_->button(), &QPushButton::clicked, this, &WelcomePage::watchRequested);
    connect(capture_->button(), &QPushButton::clicked, this, &WelcomePage::captureRequested);
    connect(lesson_->button(), &QPushButton::clicked, this, &WelcomePage::lessonRequested);

    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addStretch();
    head->addWidget(icon);
    head->addWidget(heading_);
    head->addStretch();
    cards_ = new QGridLayout;
    cards_->setSpacing(kCardGap);
    auto* cards = new QHBoxLayout;
    cards->addStretch();
    cards->addLayout(cards_);
    cards->addStretch();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, 48, kMargin, 48);
    column->setSpacing(8);
    column->addStretch(2);
    column->addLayout(head);
    column->addWidget(promise_, 0, Qt::AlignHCenter);
    column->addSpacing(24);
    column->addLayout(cards);
    column->addStretch(3);
    setWidget(page);
    retranslate();
    arrange();
}

/// Side by side where there is room, else under each other.
void WelcomePage::arrange() {
    const int room = viewport()->width() - 2 * kMargin;
    const int columns = qBound(1, (room + kCardGap) / (kCardWidth + kCardGap), 3);
    if (columns == columns_)
        return;
    columns_ = columns;
    int at = 0;
    for (WelcomeCard* card : {watch_, capture_, lesson_}) {
        cards_->removeWidget(card);
        cards_->addWidget(card, at / columns, at % columns);
        ++at;
    }
}

void WelcomePage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

void WelcomePage::retranslate() {
    heading_->setText(tr("What would you like to look at?"));
    promise_->setText(tr("Nothing is recorded, looked up or sent until you ask for it."));
    watch_->setTexts(tr("Watch this computer"),
                     tr("Every TCP connection as it moves through its states: who talks to whom, "
                        "what hangs, and which queue is full."),
                     tr("Works now, without extra rights"), tr("Start watching"),
                     QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText));
    capture_->setTexts(tr("Open a capture"),
                       tr("Packets from a file: the states both ends went through, the ladder with "
                          "sequence numbers, losses and retransmissions."),
                       tr("pcap, pcapng, also gzip-compressed"), tr("Open capture…"),
                       QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText));
    lesson_->setTexts(tr("Play the sample lesson"),
                      tr("One connection from SYN to TIME-WAIT, step by step, with the state "
                         "diagram and the ladder side by side."),
                      tr("Five minutes, no network needed"), tr("Play lesson"), QString());
}

void WelcomePage::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
}

} // namespace synoptic
