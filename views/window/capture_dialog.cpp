// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/capture_dialog.h"

#include "model/items/safe_text.h"
#include "views/theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kNameRole = Qt::UserRole;

QLabel* plain(QWidget* parent, double size) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(uiFont(size));
    label->setWordWrap(true);
    return label;
}

} // namespace

CaptureDialog::CaptureDialog(const CaptureRequest& last, QWidget* parent)
    : QDialog(parent), last_(last) {
    heading_ = plain(this, 13);
    list_ = new QListWidget(this);
    list_->setMinimumHeight(170);
    list_->setUniformItemSizes(true);
    heading_->setBuddy(list_);
    note_ = plain(this, 12);
    note_->setForegroundRole(QPalette::PlaceholderText);
    filterLabel_ = plain(this, 13);
    filter_ = new QLineEdit(last.filter, this);
    filter_->setFont(monoFont(13));
    filter_->setClearButtonEnabled(true);
    filterLabel_->setBuddy(filter_);
    payload_ = new QCheckBox(this);
    payload_->setChecked(last.recordPayload);
    payloadNote_ = plain(this, 12);
    payloadNote_->setForegroundRole(QPalette::PlaceholderText);

    auto* buttons = new QDialogButtonBox(this);
    start_ = buttons->addButton(QDialogButtonBox::Ok);
    start_->setProperty("primary", true);
    cancel_ = buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list_, &QListWidget::currentRowChanged, this, &CaptureDialog::showState);
    connect(list_, &QListWidget::itemActivated, this, &QDialog::accept);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(heading_);
    column->addWidget(list_, 1);
    column->addWidget(note_);
    column->addSpacing(8);
    column->addWidget(filterLabel_);
    column->addWidget(filter_);
    column->addSpacing(8);
    column->addWidget(payload_);
    column->addWidget(payloadNote_);
    column->addSpacing(12);
    column->addWidget(buttons);
    setMinimumWidth(480);
    retranslate();
}

void CaptureDialog::setInterfaces(const QList<InterfaceChoice>& interfaces,
                                  const QString& problem) {
    asked_ = false;
    problem_ = problem;
    const QString wanted =
        list_->currentItem() ? list_->currentItem()->data(kNameRole).toString() : last_.interface;
    list_->clear();
    QListWidgetItem* best = nullptr;
    for (const InterfaceChoice& one : interfaces) {
        QString text = safeText(one.name, 32);
        if (!one.description.isEmpty())
            text += QStringLiteral("   ") + safeText(one.description, 80);
        if (!one.isUp)
            text += QStringLiteral("   ") + tr("down");
        auto* item = new QListWidgetItem(text, list_);
        item->setData(kNameRole, one.name);
        if (!one.isUp)
            item->setForeground(palette().brush(QPalette::PlaceholderText));
        if (one.name == wanted || (!best && one.isUp && !one.isLoopback))
            best = item;
    }
    list_->setCurrentItem(best ? best : list_->item(0));
    showState();
}

CaptureRequest CaptureDialog::request() const {
    CaptureRequest request;
    request.interface =
        list_->currentItem() ? list_->currentItem()->data(kNameRole).toString() : last_.interface;
    request.filter = filter_->text().trimmed();
    request.recordPayload = payload_->isChecked();
    return request;
}

void CaptureDialog::showState() {
    note_->setText(asked_                ? tr("Asking which interfaces there are…")
                   : !problem_.isEmpty() ? problem_
                                         : QString());
    note_->setVisible(!note_->text().isEmpty());
    start_->setEnabled(request().isValid());
}

void CaptureDialog::retranslate() {
    setWindowTitle(tr("Capture packets"));
    heading_->setText(tr("&Interface"));
    filterLabel_->setText(tr("Capture &filter"));
    filter_->setPlaceholderText(tr("everything; or as for tcpdump: tcp port 443"));
    payload_->setText(tr("&Record payload"));
    payloadNote_->setText(tr("Without it the first 128 bytes of each packet are kept: enough for "
                             "states, sequence numbers and times, too little for what was said. "
                             "Payload may hold passwords and private data."));
    start_->setText(tr("Start capture"));
    cancel_->setText(tr("Cancel"));
    showState();
}

void CaptureDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
