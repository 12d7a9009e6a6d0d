// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/banner.h"

#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace synoptic {

namespace {

constexpr std::chrono::milliseconds kBetweenSpeech{5000};

const ToneColors& toneOf(const Theme& theme, Severity severity) {
    switch (severity) {
    case Severity::Error:
        return theme.error;
    case Severity::Warning:
        return theme.warning;
    case Severity::Ok:
        return theme.ok;
    case Severity::Info:
        break;
    }
    return theme.info;
}

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

Banner::Banner(const BannerContent& content, QWidget* parent) : QFrame(parent) {
    icon_ = new QLabel(this);
    title_ = plainLabel(this);
    title_->setFont(uiFont(13, true));
    text_ = plainLabel(this);
    text_->setWordWrap(true);
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    close_ = new QToolButton(this);
    close_->setAutoRaise(true);
    close_->setIcon(symbolicIcon(QStringLiteral("window-close")));
    connect(close_, &QToolButton::clicked, this, &Banner::closeRequested);
    action_ = new QPushButton(this);
    action_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(action_, &QPushButton::clicked, this, [this] {
        if (content_.act)
            content_.act();
    });

    commandRow_ = new QWidget(this);
    commandIntroduction_ = plainLabel(commandRow_);
    command_ = plainLabel(commandRow_);
    command_->setFont(monoFont(12));
    command_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    command_->setMargin(4);
    command_->setFrameShape(QFrame::Box);
    commandIntroduction_->setBuddy(command_);
    copy_ = new QPushButton(commandRow_);
    copy_->setProperty("small", true);
    copy_->setIcon(symbolicIcon(QStringLiteral("edit-copy")));
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(content_.command); });
    auto* commandLayout = new QHBoxLayout(commandRow_);
    commandLayout->setContentsMargins(0, 0, 0, 0);
    commandLayout->setSpacing(8);
    commandLayout->addWidget(commandIntroduction_);
    commandLayout->addWidget(command_);
    commandLayout->addWidget(copy_);
    commandLayout->addStretch();

    buttons_ = new QHBoxLayout;
    buttons_->setSpacing(8);
    for (std::size_t i = 0; i < more_.size(); ++i) {
        more_[i] = new QPushButton(this);
        connect(more_[i], &QPushButton::clicked, this, [this, i] {
            if (i < content_.more.size())
                content_.more[i].second();
        });
        buttons_->addWidget(more_[i]);
    }
    buttons_->addStretch();

    auto* words = words_ = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(title_);
    words->addWidget(text_, 1);
    words->addStretch(0); // takes the room where there is no text
    words->addWidget(action_);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(4);
    lines->addLayout(words);
    lines->addLayout(buttons_);
    lines->addWidget(commandRow_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(10);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addLayout(lines, 1);
    row->addWidget(close_, 0, Qt::AlignTop);
    setContent(content);
    retranslate();
}

void Banner::setContent(const BannerContent& content) {
    content_ = content;
    title_->setText(content.title);
    text_->setText(content.text);
    text_->setVisible(!content.text.isEmpty());
    commandIntroduction_->setText(content.commandIntroduction);
    command_->setText(content.command);
    commandRow_->setVisible(!content.command.isEmpty());
    action_->setText(content.action);
    action_->setVisible(!content.action.isEmpty());
    const bool many = !content.more.empty();
    title_->setWordWrap(many); // it has the whole width then
    title_->setSizePolicy(many ? QSizePolicy::Expanding : QSizePolicy::Preferred,
                          QSizePolicy::Preferred);
    words_->setStretchFactor(title_, many ? 1 : 0);
    // Beside the icon, however high a layout thinks that wrapped words may get.
    title_->setAlignment(many ? Qt::AlignLeft | Qt::AlignTop : Qt::AlignLeft | Qt::AlignVCenter);
    if (many != (buttons_->indexOf(action_) >= 0)) {
        words_->removeWidget(action_);
        buttons_->removeWidget(action_);
        many ? buttons_->insertWidget(0, action_) : words_->addWidget(action_);
    }
    for (std::size_t i = 0; i < more_.size(); ++i) {
        more_[i]->setVisible(i < content.more.size());
        more_[i]->setText(i < content.more.size() ? content.more[i].first : QString());
    }
    setAccessibleName(content.title + QLatin1Char(' ') + content.text);
    setMinimumHeight(content.command.isEmpty() && content.more.empty() ? 40 : 70);
    retone();
}

void Banner::retone() {
    icon_->setPixmap(severityPixmap(content_.severity, 18, devicePixelRatioF()));
    const QString words[] = {tr("Done"), tr("Note"), tr("Warning"), tr("Error")};
    icon_->setAccessibleName(words[int(content_.severity)]);
    icon_->setToolTip(words[int(content_.severity)]);
    update();
}

void Banner::retranslate() {
    close_->setToolTip(tr("Close this message"));
    close_->setAccessibleName(close_->toolTip());
    copy_->setText(tr("Copy"));
    copy_->setAccessibleName(tr("Copy the command"));
}

void Banner::paintEvent(QPaintEvent*) {
    const ToneColors& tone = toneOf(themeOf(this), content_.severity);
    QPainter painter(this);
    painter.fillRect(rect(), tone.background);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tone.border);
}

void Banner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        retone();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

BannerArea::BannerArea(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    speech_.setSingleShot(true);
    connect(&speech_, &QTimer::timeout, this, &BannerArea::speak);
}

void BannerArea::show(const QString& name, const BannerContent& content) {
    if (const auto old = closed_.constFind(name); old != closed_.constEnd() && *old == content)
        return;
    if (Banner* banner = banners_.value(name)) {
        if (banner->content() == content)
            return;
        banner->setContent(content);
    } else {
        banner = new Banner(content, this);
        banners_.insert(name, banner);
        layout()->addWidget(banner);
        banner->show();
        connect(banner, &Banner::closeRequested, this, [this, name] {
            closed_.insert(name, banners_.value(name)->content());
            remove(name);
            Q_EMIT dismissed(name);
        });
    }
    announce(content.title + QLatin1Char(' ') + content.text);
}

void BannerArea::remove(const QString& name) {
    if (Banner* banner = banners_.take(name)) {
        banner->hide();
        banner->deleteLater();
    }
}

void BannerArea::announce(const QString& text) {
    waiting_ << text.trimmed();
    if (speech_.isActive())
        return;
    const qint64 since = sinceSpoken_.isValid() ? sinceSpoken_.elapsed() : kBetweenSpeech.count();
    speech_.start(int(qMax<qint64>(0, kBetweenSpeech.count() - since)));
}

void BannerArea::speak() {
    sinceSpoken_.restart();
    const QString summary = waiting_.join(QLatin1Char(' '));
    waiting_.clear();
    spoken_ << summary;
    setAccessibleName(summary);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace synoptic
