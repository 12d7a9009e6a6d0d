// SPDX-License-Identifier: GPL-3.0-or-later
// The helper reached in other ways than beside this program: on another machine, as administrator.
#include "app/synoptic/watch_session.h"
#include "model/items/safe_text.h"
#include "model/sources/source_factory.h"

namespace synoptic {

void WatchSession::traceAsAdministrator() {
    if (!watchComputer())
        return;
    monitor_->removeSource(kTraceSource);
    monitor_->addSource(kTraceSource,
                        makeKernelTraceSource({HelperReach::administrator(), currentNetns(),
                                               settings_.allNamespaces()}));
}

/// Its own source alone: this machine's sockets are not mixed in.
void WatchSession::watchRemote(const RemoteRequest& request) {
    const HelperReach reach = HelperReach::ssh(request.host.toStdString());
    MonitorThread::Sources sources;
    if (request.packets) {
        LivePacketsOptions options;
        options.helper = reach;
        options.interfaceName = request.capture.interface.toStdString();
        options.filter = request.capture.filter.toStdString();
        options.recordPayload = request.capture.recordPayload;
        sources.push_back(makeLivePacketsSource(options));
    } else {
        sources.push_back(makeKernelTraceSource({reach, 0}));
    }
    WatchedSubject subject;
    subject.kind = WatchedSubject::Kind::Remote;
    subject.host = request.host;
    begin(std::move(sources), limits(), subject);
}

void WatchSession::askForRemoteInterfaces(const QString& host) {
    work_.start([this, host] {
        const CaptureInterfaces found = listCaptureInterfaces(HelperReach::ssh(host.toStdString()));
        QList<InterfaceChoice> choices;
        for (const CaptureInterface& one : found.list)
            choices.append({QString::fromStdString(one.name),
                            QString::fromStdString(one.description), one.isUp, one.isLoopback});
        const QString said = safeText(QString::fromStdString(found.problem), 400);
        QMetaObject::invokeMethod(this, [this, host, choices, said] {
            window_.setRemoteInterfaces(
                host, choices,
                said.isEmpty() ? QString() : tr("The interfaces cannot be listed: %1").arg(said));
        });
    });
}

} // namespace synoptic
