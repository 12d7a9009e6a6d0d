// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/capabilities_dialog.h"

#include "views/theme/icons.h"
#include "views/theme/theme_manager.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kIcon = 16;
constexpr int kWidth = 640;
constexpr int kHeight = 600;

Severity severityOf(Capability::State state) {
    switch (state) {
    case Capability::State::Works:
        return Severity::Ok;
    case Capability::State::Partly:
    case Capability::State::Pending:
        return Severity::Info;
    case Capability::State::Missing:
        break;
    }
    return Severity::Warning;
}

QLabel* plainLabel(const QString& text, const QFont& font, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setFont(font);
    return label;
}

} // namespace

CapabilitiesDialog::CapabilitiesDialog(QWidget* parent) : QDialog(parent) {
    area_ = new QScrollArea(this);
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    look_ = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    connect(look_, &QPushButton::clicked, this, &CapabilitiesDialog::lookRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(area_, 1);
    column->addWidget(buttons);
    resize(kWidth, kHeight);
    fill();
}

void CapabilitiesDialog::show(const std::vector<Capability>& capabilities) {
    shown_ = capabilities;
    fill();
}

void CapabilitiesDialog::fill() {
    setWindowTitle(tr("Capabilities"));
    look_->setText(tr("&Look again"));
    list_ = new QWidget;
    auto* grid = new QGridLayout(list_);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Capability& one : shown_) {
        auto* icon = new QLabel(list_);
        icon->setPixmap(severityPixmap(severityOf(one.state), kIcon, devicePixelRatioF()));
        grid->addWidget(icon, row, 0, Qt::AlignTop);
        grid->addWidget(plainLabel(one.name, uiFont(13, true), list_), row, 1);
        grid->addWidget(plainLabel(capabilityStateWords(one.state), uiFont(12), list_), row, 2,
                        Qt::AlignRight);
        auto* text = plainLabel(one.text, uiFont(12), list_);
        text->setWordWrap(true);
        text->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(text, ++row, 1, 1, 2);
        if (!one.command.isEmpty()) {
            auto* command = plainLabel(one.command, monoFont(12), list_);
            command->setTextInteractionFlags(Qt::TextSelectableByMouse |
                                             Qt::TextSelectableByKeyboard);
            command->setWordWrap(true);
            auto* copy = new QPushButton(tr("Copy"), list_);
            //: %1 is the name of a capability
            copy->setAccessibleName(tr("Copy the command for: %1").arg(one.name));
            connect(copy, &QPushButton::clicked, this,
                    [words = one.command] { QApplication::clipboard()->setText(words); });
            grid->addWidget(command, ++row, 1);
            grid->addWidget(copy, row, 2, Qt::AlignRight);
        }
        grid->setRowMinimumHeight(++row, 8);
        ++row;
    }
    grid->setRowStretch(row, 1);
    area_->setWidget(list_);
}

void CapabilitiesDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        fill();
}

} // namespace synoptic
