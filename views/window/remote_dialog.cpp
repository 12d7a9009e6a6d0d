// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/remote_dialog.h"

#include "model/items/safe_text.h"
#include "model/tracking/ssh_host.h"
#include "views/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace synoptic {

namespace {

QLabel* plain(QWidget* parent, double size, bool muted = false) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(uiFont(size));
    label->setWordWrap(true);
    if (muted)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QComboBox* typedChoice(QWidget* parent, QLabel* label) {
    auto* box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFont(monoFont(13));
    box->setMinimumContentsLength(16);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    label->setBuddy(box);
    return box;
}

} // namespace

bool RemoteRequest::isValid() const {
    return checkSshHost(host.toStdString()) == HostFault::None && (!packets || capture.isValid());
}

RemoteDialog::RemoteDialog(const RemoteRequest& last, const QStringList& recent, QWidget* parent)
    : QDialog(parent) {
    hostLabel_ = plain(this, 13);
    host_ = typedChoice(this, hostLabel_);
    host_->addItems(recent);
    host_->setCurrentText(last.host);
    hostNote_ = plain(this, 12, true);
    what_ = plain(this, 13);
    trace_ = new QRadioButton(this);
    traceNote_ = plain(this, 12, true);
    packets_ = new QRadioButton(this);
    (last.packets ? packets_ : trace_)->setChecked(true);
    interfaceLabel_ = plain(this, 13);
    interface_ = typedChoice(this, interfaceLabel_);
    interface_->addItem(QStringLiteral("any"), QStringLiteral("any"));
    interface_->setCurrentText(last.capture.interface.isEmpty() ? QStringLiteral("any")
                                                                : last.capture.interface);
    ask_ = new QPushButton(this);
    ask_->setAutoDefault(false);
    filterLabel_ = plain(this, 13);
    filter_ = new QLineEdit(last.capture.filter, this);
    filter_->setFont(monoFont(13));
    filterLabel_->setBuddy(filter_);
    payload_ = new QCheckBox(this);
    payload_->setChecked(last.capture.recordPayload);
    note_ = plain(this, 12);
    auto* buttons = new QDialogButtonBox(this);
    connect_ = buttons->addButton(QDialogButtonBox::Ok);
    connect_->setProperty("primary", true);
    cancel_ = buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(host_, &QComboBox::currentTextChanged, this, [this] {
        asking_ = false;
        answer_.clear();
        showState();
    });
    connect(interface_, &QComboBox::currentTextChanged, this, &RemoteDialog::showState);
    connect(packets_, &QRadioButton::toggled, this, &RemoteDialog::showState);
    connect(ask_, &QPushButton::clicked, this, [this] {
        asking_ = true;
        answer_.clear();
        showState();
        Q_EMIT interfacesWanted(request().host);
    });

    auto* packetsPart = new QGridLayout;
    packetsPart->setContentsMargins(24, 0, 0, 0);
    packetsPart->setSpacing(8);
    packetsPart->addWidget(interfaceLabel_, 0, 0);
    packetsPart->addWidget(interface_, 0, 1);
    packetsPart->addWidget(ask_, 0, 2);
    packetsPart->addWidget(filterLabel_, 1, 0);
    packetsPart->addWidget(filter_, 1, 1, 1, 2);
    packetsPart->addWidget(payload_, 2, 1, 1, 2);
    packetsPart->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(hostLabel_);
    column->addWidget(host_);
    column->addWidget(hostNote_);
    column->addSpacing(8);
    column->addWidget(what_);
    column->addWidget(trace_);
    column->addWidget(traceNote_);
    column->addWidget(packets_);
    column->addLayout(packetsPart);
    column->addWidget(note_);
    column->addStretch();
    column->addSpacing(12);
    column->addWidget(buttons);
    setMinimumWidth(520);
    retranslate();
}

RemoteRequest RemoteDialog::request() const {
    RemoteRequest request;
    request.host = host_->currentText().trimmed();
    request.packets = packets_->isChecked();
    const int row = interface_->currentIndex();
    // An entry of the list says more than its name.
    request.capture.interface = row >= 0 && interface_->itemText(row) == interface_->currentText()
                                    ? interface_->itemData(row).toString()
                                    : interface_->currentText().trimmed();
    request.capture.filter = filter_->text().trimmed();
    request.capture.recordPayload = payload_->isChecked();
    return request;
}

void RemoteDialog::setInterfaces(const QString& host, const QList<InterfaceChoice>& interfaces,
                                 const QString& problem) {
    if (!asking_ || host != request().host)
        return;
    asking_ = false;
    answer_ = problem;
    const QString wanted = request().capture.interface;
    interface_->clear();
    for (const InterfaceChoice& one : interfaces) {
        QString text = safeText(one.name, 32);
        if (!one.description.isEmpty())
            text += QStringLiteral("   ") + safeText(one.description, 60);
        interface_->addItem(text, one.name);
    }
    const int row = interface_->findData(wanted);
    if (row >= 0)
        interface_->setCurrentIndex(row);
    else
        interface_->setCurrentText(wanted);
    showState();
}

void RemoteDialog::showState() {
    const RemoteRequest wanted = request();
    const HostFault fault = checkSshHost(wanted.host.toStdString());
    for (QWidget* part : {static_cast<QWidget*>(interfaceLabel_), static_cast<QWidget*>(interface_),
                          static_cast<QWidget*>(filterLabel_), static_cast<QWidget*>(filter_),
                          static_cast<QWidget*>(payload_)})
        part->setEnabled(wanted.packets);
    ask_->setEnabled(wanted.packets && fault == HostFault::None && !asking_);
    switch (fault) {
    case HostFault::None:
        note_->setText(asking_ ? tr("Asking %1…").arg(wanted.host) : answer_);
        break;
    case HostFault::Empty:
        note_->setText(QString());
        break;
    case HostFault::TooLong:
        note_->setText(tr("The name of the host is too long."));
        break;
    case HostFault::LeadingDash:
        note_->setText(tr("A host does not begin with a dash: options belong into ~/.ssh/config."));
        break;
    case HostFault::Character:
        note_->setText(tr("A host has no such characters: only letters, digits and . - _ : @ / % "
                          "+ [ ] are taken."));
        break;
    }
    note_->setVisible(!note_->text().isEmpty());
    connect_->setEnabled(wanted.isValid());
}

void RemoteDialog::retranslate() {
    setWindowTitle(tr("Watch another host"));
    hostLabel_->setText(tr("&Host"));
    host_->lineEdit()->setPlaceholderText(tr("what you type after ssh"));
    hostNote_->setText(tr("User, port and keys are those of ~/.ssh/config. ssh must be able to log "
                          "in without asking for a password, and Synoptic be installed there."));
    what_->setText(tr("What to follow"));
    trace_->setText(tr("Every &transition, told by its kernel"));
    traceNote_->setText(tr("Connections show up as something happens to them. It needs root, or a "
                           "user who was set up with synoptic-setup there."));
    packets_->setText(tr("&Packets of an interface"));
    interfaceLabel_->setText(tr("&Interface"));
    //: Asks the other machine for its network interfaces
    ask_->setText(tr("&Ask for list"));
    filterLabel_->setText(tr("Capture &filter"));
    filter_->setPlaceholderText(tr("everything; or as for tcpdump: tcp port 443"));
    payload_->setText(tr("&Record payload"));
    payload_->setToolTip(tr("Whole packets: every byte of them comes over the connection to the "
                            "host. Payload may hold passwords and private data."));
    connect_->setText(tr("Connect"));
    cancel_->setText(tr("Cancel"));
    showState();
}

void RemoteDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
