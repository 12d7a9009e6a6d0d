// SPDX-License-Identifier: GPL-3.0-or-later
// Closing connections and ending processes: what may be done, what is asked before, what came of
// it.
#include "views/common/banner.h"
#include "views/common/toast.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/window/capabilities_dialog.h"
#include "views/window/main_window.h"
#include "views/window/window_actions.h"

#include <QMessageBox>
#include <QPushButton>

namespace synoptic {

namespace {

using Act = ActRequest::Act;

ActVerdict verdictOf(Act act, const ConnectionSnapshot& connection, const ActAbilities& abilities) {
    switch (act) {
    case Act::CloseConnection:
        return closeVerdict(connection, abilities);
    case Act::CloseListener:
        return closeListenerVerdict(connection, abilities);
    case Act::EndProcess:
    case Act::KillProcess:
        break;
    }
    return endVerdict(connection, abilities);
}

ActQuestion questionOf(Act act, const ConnectionSnapshot& connection) {
    switch (act) {
    case Act::CloseConnection:
        return closeQuestion(connection);
    case Act::CloseListener:
        return closeListenerQuestion(connection);
    case Act::EndProcess:
        return endQuestion(connection);
    case Act::KillProcess:
        break;
    }
    return killQuestion(connection);
}

} // namespace

void MainWindow::connectActs() {
    const auto on = [this](QAction* action, Act act) {
        panel_->table()->addAction(action);
        connect(action, &QAction::triggered, this, [this, act] {
            if (const ConnectionSnapshot* selected = models_->selected())
                askToAct(act, *selected);
        });
    };
    on(actions_->closeConnection, Act::CloseConnection);
    on(actions_->closeListener, Act::CloseListener);
    on(actions_->endProcess, Act::EndProcess);
    connect(actions_->capabilities, &QAction::triggered, this, &MainWindow::showCapabilities);
    showActs();
}

/// What cannot be done is grey and says why.
void MainWindow::showActs() {
    const ConnectionSnapshot* selected = models_->selected();
    ActAbilities abilities = abilities_;
    abilities.live = isThisComputer();
    const auto show = [&](QAction* action, Act act) {
        ActVerdict verdict{false, false, tr("Select a connection first.")};
        if (subject_.kind == WatchedSubject::Kind::Remote)
            verdict.reason = tr("It is on another computer: it has to be done there.");
        else if (selected)
            verdict = verdictOf(act, *selected, abilities);
        action->setEnabled(verdict.possible);
        action->setToolTip(verdict.reason);
        action->setStatusTip(verdict.reason);
    };
    show(actions_->closeConnection, Act::CloseConnection);
    show(actions_->closeListener, Act::CloseListener);
    show(actions_->endProcess, Act::EndProcess);
}

void MainWindow::setAbilities(const ActAbilities& abilities) {
    abilities_ = abilities;
    showActs();
    if (capabilities_)
        capabilities_->show(capabilitiesOf({abilities_.helper, sources_, setupCommand_}));
}

void MainWindow::askToAct(ActRequest::Act act, const ConnectionSnapshot& connection) {
    ActAbilities abilities = abilities_;
    abilities.live = isThisComputer();
    const ActVerdict verdict = verdictOf(act, connection, abilities);
    if (!verdict.possible)
        return;
    const ActQuestion question = questionOf(act, connection);
    auto* box = new QMessageBox(QMessageBox::Warning, question.title, question.title,
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(question.text + QStringLiteral("\n\n") + question.consequence);
    QPushButton* yes = box->addButton(question.button, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, yes, request = ActRequest{act, connection, verdict.asksPassword}](
                const QAbstractButton* clicked) {
                if (clicked == yes)
                    Q_EMIT actRequested(request);
            });
    box->open();
}

void MainWindow::tellActed(const ActRequest& request, const ActOutcome& outcome) {
    const QString id = QStringLiteral("act");
    banners_->remove(id);
    if (outcome.done) {
        toast_->tell(outcome.words);
        return;
    }
    if (outcome.livesOn) {
        askToAct(Act::KillProcess, request.connection);
        return;
    }
    BannerContent content;
    content.severity = Severity::Warning;
    content.title = tr("It was not done.");
    content.text = outcome.words;
    banners_->show(id, content);
}

CapabilitiesDialog* MainWindow::capabilitiesDialog() const {
    return capabilities_;
}

void MainWindow::showCapabilities() {
    if (!capabilities_) {
        capabilities_ = new CapabilitiesDialog(this);
        capabilities_->setAttribute(Qt::WA_DeleteOnClose);
        connect(capabilities_, &CapabilitiesDialog::lookRequested, this, [this] {
            abilities_.helper = {};
            setAbilities(abilities_);
            Q_EMIT abilitiesWanted();
        });
    }
    capabilities_->show(capabilitiesOf({abilities_.helper, sources_, setupCommand_}));
    capabilities_->QWidget::show();
    capabilities_->raise();
    Q_EMIT abilitiesWanted();
}

} // namespace synoptic
