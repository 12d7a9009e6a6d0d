// SPDX-License-Identifier: GPL-3.0-or-later
// What the diagnosis found, in its dock and as an alarm.
#include "model/diagnosis/engine.h"
#include "model/items/finding_text.h"
#include "views/common/banner.h"
#include "views/common/toast.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/settings/language.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/window/dock_area.h"
#include "views/window/main_window.h"

#include <QFileInfo>

namespace synoptic {

namespace {
const QString kAlarmBanner = QStringLiteral("alarm");
} // namespace

/// What is wrong with a row: beside the table, which stays as it is.
void MainWindow::connectDiagnosis() {
    connect(panel_->table(), &ConnectionTableView::findingWanted, this, [this](std::uint64_t id) {
        docks_->bring(Panel::Diagnosis);
        diagnosis_->select(id);
    });
}

void MainWindow::apply(const DiagnosisUpdate& diagnosis) {
    if (diagnosis.settings)
        listeners_->setCookies(isLive() && diagnosis.settings->synCookies
                                   ? static_cast<int>(*diagnosis.settings->synCookies)
                                   : -1);
    if (diagnosis.firewall) {
        models_->listeners().setFirewall(*diagnosis.firewall);
        listeners_->setFirewall(*diagnosis.firewall);
    }
    if (diagnosis.findings.empty())
        return;
    models_->findings().apply(diagnosis.findings.changed, diagnosis.findings.forgotten);
    showAlarm();
}

/// The gravest error that holds now has a banner, until it is over or its banner was closed.
void MainWindow::showAlarm() {
    if (!banners_->banner(kAlarmBanner) && alarm_ != 0)
        mutedAlarms_.insert(alarm_); // a person closed it
    const FindingsModel& findings = models_->findings();
    std::erase_if(mutedListeners_,
                  [&](const Endpoint& listener) { return !findings.holdsError(listener); });
    const Finding* alarm = isLive() ? findings.alarm(mutedAlarms_, mutedListeners_) : nullptr;
    if (!alarm) {
        banners_->remove(kAlarmBanner);
        alarm_ = 0;
        return;
    }
    BannerContent content;
    content.severity = Severity::Error;
    content.title = findingSummary(*alarm) + QLatin1Char('.');
    content.action = tr("Show it");
    const std::uint64_t id = alarm->id;
    content.act = [this, id] { showFinding(id); };
    if (!findingFilter(*alarm).isEmpty())
        content.more.emplace_back(tr("Show sources"), [this, id] { showSources(id); });
    content.more.emplace_back(tr("Freeze evidence"), [this, id] { freezeEvidence(id); });
    content.more.emplace_back(tr("Mute until quiet"), [this, id] { muteAlarm(id); });
    if (Banner* banner = banners_->banner(kAlarmBanner); banner && alarm_ == alarm->id)
        banner->setContent(content);
    else
        banners_->show(kAlarmBanner, content);
    alarm_ = alarm->id;
}

void MainWindow::showFinding(std::uint64_t id) {
    chooseLayout(WindowLayout::Diagnose);
    docks_->bring(Panel::Diagnosis);
    diagnosis_->select(id);
    if (const Finding* finding = models_->findings().at(models_->findings().rowOf(id)))
        panel_->setFilterText(findingFilter(*finding));
}

/// The half-open connections of the listener, those of one source together.
void MainWindow::showSources(std::uint64_t id) {
    const Finding* finding = models_->findings().at(models_->findings().rowOf(id));
    if (!finding)
        return;
    setWindowLayout(WindowLayout::Diagnose);
    panel_->setFilterText(findingFilter(*finding));
    panel_->table()->sortByColumn(ConnectionColumns::RemoteAddress, Qt::AscendingOrder);
    panel_->table()->setFocus();
}

/// A report of the finding's connections as they are now, and the packets that are kept. Only this
/// user may read the files.
void MainWindow::freezeEvidence(std::uint64_t id) {
    const Finding* finding = models_->findings().at(models_->findings().rowOf(id));
    if (!finding)
        return;
    ReportRequest request;
    request.selected = finding->connections;
    request.language = languages_.choice();
    request.path = suggestedPath(QStringLiteral("evidence"), QStringLiteral("html"));
    const QFileInfo report(request.path);
    toast_->tell(tr("The evidence goes to %1").arg(report.absolutePath()));
    Q_EMIT reportRequested(request);
    if (models_->packets().packets().size() > 0)
        Q_EMIT savePacketsRequested(report.absolutePath() + QLatin1Char('/') +
                                        report.completeBaseName() + QStringLiteral(".pcapng"),
                                    0);
}

/// Until it is over; of a listener, until no error about it holds.
void MainWindow::muteAlarm(std::uint64_t id) {
    mutedAlarms_.insert(id);
    const Finding* finding = models_->findings().at(models_->findings().rowOf(id));
    if (finding && finding->subject.kind == FindingSubject::Kind::Listener)
        mutedListeners_.insert(finding->subject.local);
    banners_->remove(kAlarmBanner);
    alarm_ = 0;
    showAlarm();
}

} // namespace synoptic
