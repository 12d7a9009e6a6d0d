// SPDX-License-Identifier: GPL-3.0-or-later
// Another machine watched over ssh, and the helper started as an administrator.
#include "model/items/source_text.h"
#include "views/common/banner.h"
#include "views/window/main_window.h"
#include "views/window/remote_dialog.h"

namespace synoptic {

namespace {

const QString kRemoteBanner = QStringLiteral("remote");

/// What mends it, to be copied into a terminal here (or, for the setup, there).
QString commandAgainst(SourceStatus::Trouble trouble, const QString& host) {
    using Trouble = SourceStatus::Trouble;
    switch (trouble) {
    case Trouble::NotPermitted:
        return QStringLiteral("sudo synoptic-setup");
    case Trouble::HostUnreachable:
    case Trouble::HostKeyUnknown:
        return QStringLiteral("ssh ") + host;
    case Trouble::LoginRefused:
        return QStringLiteral("ssh-copy-id ") + host;
    default:
        return {};
    }
}

} // namespace

void MainWindow::chooseRemote(bool packets) {
    RemoteRequest last;
    const QStringList recent = settings_.recentHosts();
    last.host = subject_.kind == WatchedSubject::Kind::Remote ? subject_.host : recent.value(0);
    last.packets = packets || settings_.remotePackets();
    last.capture.interface = settings_.remoteInterface();
    last.capture.recordPayload = settings_.recordPayload();
    auto* dialog = new RemoteDialog(last, recent, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RemoteDialog::interfacesWanted, this, &MainWindow::remoteInterfacesWanted);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const RemoteRequest request = dialog->request();
        QStringList hosts = settings_.recentHosts();
        hosts.removeAll(request.host);
        hosts.prepend(request.host);
        settings_.setRecentHosts(hosts);
        settings_.setRemote(request.packets, request.capture.interface);
        Q_EMIT remoteRequested(request);
    });
    remoteDialog_ = dialog;
    dialog->open();
}

RemoteDialog* MainWindow::remoteDialog() const {
    return remoteDialog_;
}

void MainWindow::setRemoteInterfaces(const QString& host, const QList<InterfaceChoice>& interfaces,
                                     const QString& problem) {
    if (remoteDialog_)
        remoteDialog_->setInterfaces(host, interfaces, problem);
}

/// The one source of another machine: what hinders it, and how to come back to it.
void MainWindow::showRemoteProblems(const SourceStatus& source) {
    using Trouble = SourceStatus::Trouble;
    showLosses(source.dropped);
    const TroubleText trouble = troubleText(source);
    if (trouble.title.isEmpty()) {
        banners_->remove(kRemoteBanner);
        return;
    }
    BannerContent content;
    content.severity = source.health == SourceStatus::Health::Failed && trouble.isSerious
                           ? Severity::Error
                           : Severity::Warning;
    content.title = trouble.title;
    content.text = trouble.text;
    // The name went through checkSshHost(), or ssh would not have been asked.
    content.command = commandAgainst(source.trouble, subject_.host);
    const bool wrongWish =
        source.trouble == Trouble::HostName || source.trouble == Trouble::HostNotFound ||
        source.trouble == Trouble::NoSuchInterface || source.trouble == Trouble::BadFilter ||
        source.trouble == Trouble::InterfaceGone;
    if (wrongWish) {
        content.action = tr("Choose again…");
        content.act = [this] { chooseRemote(); };
    } else if (source.health == SourceStatus::Health::Failed) {
        content.action = tr("Reconnect");
        content.act = [this] { Q_EMIT refreshRequested(); };
    }
    banners_->show(kRemoteBanner, content);
}

/// A button to a banner that says that a right is missing.
void MainWindow::offerAdministrator(BannerContent& content, const std::function<void()>& act) {
    if (!administratorOffered_)
        return;
    //: a button: starts it with an administrator's rights, after a password
    content.action = tr("As administrator…");
    content.act = act;
}

} // namespace synoptic
