// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/findings_model.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace synoptic {

/// What was found, and of the chosen finding: evidence, what it means, what to try. GUI thread.
class DiagnosisPanel : public QWidget {
    Q_OBJECT

public:
    /// `findings` outlives the panel.
    explicit DiagnosisPanel(FindingsModel* findings, QWidget* parent = nullptr);

    QListView* list() const { return list_; }
    /// "2 findings", for the dock's title.
    QString subject() const;
    void select(std::uint64_t id);
    std::uint64_t selectedId() const { return selected_; }
    /// All that is said of the chosen one, for tests and copying.
    QString detailText() const;

Q_SIGNALS:
    /// What the table's filter should be to show a finding's connections.
    void filterChosen(const QString& filter);
    void connectionChosen(synoptic::ConnectionKey key);
    void subjectChanged(const QString& subject);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Delegate;
    void buildPage();
    void showState();
    void showFinding();
    void retranslate();

    FindingsModel* findings_;
    std::uint64_t selected_ = 0;
    bool chosen_ = false; ///< a person chose it; else the first is shown
    QStackedWidget* pages_;
    QLabel* empty_;
    QListView* list_;
    QScrollArea* scroll_;
    QLabel* icon_;
    QLabel* title_;
    QLabel* when_;
    QLabel* evidenceHead_;
    QLabel* evidence_;
    QLabel* meaningHead_;
    QLabel* meaning_;
    QLabel* adviceHead_;
    QLabel* advice_;
    QPushButton* show_;
};

} // namespace synoptic
