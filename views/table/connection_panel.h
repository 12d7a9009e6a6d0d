// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter_edit.h"
#include "model/tracking/change_set.h"
#include "model/tracking/connection_tracker.h"

#include <QCheckBox>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QToolButton;

namespace synoptic {

class ConnectionTableModel;
class ConnectionTableView;
class FilterField;
class StateChipRow;

/// The middle of the window: chips, filter, table. The text of the filter field is the one filter
/// there is; chips, node clicks and menus write into it.
class ConnectionPanel : public QWidget {
    Q_OBJECT
public:
    /// `names` may be null; both outlive the panel.
    ConnectionPanel(ConnectionTableModel* model, const ConnectionNames* names,
                    QWidget* parent = nullptr);

    ConnectionTableView* table() const { return table_; }
    FilterField* filterField() const { return field_; }
    StateChipRow* chips() const { return chips_; }
    QCheckBox* showClosed() const { return showClosed_; }

    QString filterText() const;
    void setFilterText(const QString& text);
    /// Joins one more term to the filter.
    void applyTerm(const QString& term, FilterWrite write);
    void showStates(const QList<TcpState>& states);
    void setCounts(const StateCounts& counts);
    void focusFilter();
    /// The rows are those of a capture file, whose time stands still and whose closed connections
    /// stay.
    void setCapture(bool capture);
    /// How long closed connections stay: a filter may ask for longer ago.
    void setClosedKept(Duration kept);

Q_SIGNALS:
    void filterChanged(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void readFilter();
    void showVerdict();
    void applyFilter();
    void complete(const QString& text, qsizetype cursor);
    FilterValues valuesSeen() const;
    void showCounts();
    void retranslate();

    Timestamp presentTime() const;

    QTimer typing_;
    bool capture_ = false;
    Duration closedKept_ = TrackerLimits().keepClosed;
    std::optional<Timestamp> forgottenFrom_; ///< when the filter's moment is longer ago than that
    ConnectionTableModel* model_;
    const ConnectionNames* names_;
    StateCounts counts_{};
    StateChipRow* chips_;
    FilterField* field_;
    QLabel* held_;
    QCheckBox* showClosed_;
    QToolButton* columns_;
    ConnectionTableView* table_;
    QWidget* emptyNote_;
    QLabel* emptyWords_;
    QLabel* emptyMore_;
    QPushButton* clearFilter_;
};

} // namespace synoptic
