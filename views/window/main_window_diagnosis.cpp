// SPDX-License-Identifier: GPL-3.0-or-later
// What the diagnosis found, in its dock and as an alarm.
#include "model/diagnosis/engine.h"
#include "model/items/finding_text.h"
#include "views/common/banner.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/table/connection_panel.h"
#include "views/window/dock_area.h"
#include "views/window/main_window.h"

namespace synoptic {

namespace {
const QString kAlarmBanner = QStringLiteral("alarm");
} // namespace

void MainWindow::apply(const DiagnosisUpdate& diagnosis) {
    if (diagnosis.settings)
        listeners_->setCookies(diagnosis.settings->synCookies
                                   ? static_cast<int>(*diagnosis.settings->synCookies)
                                   : -1);
    if (diagnosis.firewall)
        models_->listeners().setFirewall(*diagnosis.firewall);
    if (diagnosis.findings.empty())
        return;
    models_->findings().apply(diagnosis.findings.changed, diagnosis.findings.forgotten);
    showAlarm();
}

/// The gravest error that holds now has a banner, until it is over or its banner was closed.
void MainWindow::showAlarm() {
    if (!banners_->banner(kAlarmBanner) && alarm_ != 0)
        mutedAlarms_.insert(alarm_); // a person closed it
    const Finding* alarm = isLive() ? models_->findings().alarm(mutedAlarms_) : nullptr;
    if (!alarm) {
        banners_->remove(kAlarmBanner);
        alarm_ = 0;
        return;
    }
    BannerContent content;
    content.severity = Severity::Error;
    content.title = findingSummary(*alarm) + QLatin1Char('.');
    content.action = tr("Show it");
    content.act = [this, id = alarm->id] { showFinding(id); };
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

} // namespace synoptic
