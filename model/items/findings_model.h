// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_names.h"

#include <QAbstractListModel>

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace synoptic {

/// What the diagnosis found: what holds now first, the gravest first, then what is over, the newest
/// first. A row's text is the finding's short name. GUI thread.
class FindingsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        SeverityRole = Qt::UserRole, ///< int of FindingSeverity
        SubjectRole,                 ///< QString: what it is about
        SinceRole, ///< QString: "Error · since 12:03:12", "Warning · 12:03 to 12:05"
        OverRole,  ///< bool
    };

    explicit FindingsModel(QObject* parent = nullptr);

    void apply(const std::vector<Finding>& changed, const std::vector<std::uint64_t>& forgotten);
    void clear();
    /// Rows are told anew: the language changed.
    void retranslate();

    /// Null beyond the rows. Valid until the next apply().
    const Finding* at(int row) const;
    int rowOf(std::uint64_t id) const; ///< -1: not there
    /// How many hold now.
    int current() const;
    /// The newest error that holds now, is not among `muted` and is about no listener among
    /// `mutedListeners`; null if there is none.
    const Finding* alarm(const std::set<std::uint64_t>& muted = {},
                         const std::set<Endpoint>& mutedListeners = {}) const;

    /// True while an error about this listener holds.
    bool holdsError(const Endpoint& listener) const;

    /// The gravest finding of a connection that holds now; of a capture, over or not.
    std::optional<ConnectionDiagnosis> diagnosis(ConnectionKey key) const;
    QString diagnosisSummary(ConnectionKey key) const;
    /// False: a capture, of which what is over is told too.
    void setLive(bool live) { live_ = live; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// The diagnosis of these is another than before.
    void diagnosesChanged(const std::vector<synoptic::ConnectionKey>& connections);

private:
    using Diagnoses = boost::unordered_flat_map<ConnectionKey, ConnectionDiagnosis>;
    void diagnose();

    std::map<std::uint64_t, Finding> findings_;
    std::vector<std::uint64_t> rows_;
    Diagnoses diagnoses_;
    bool live_ = true;
};

/// What shows the connections of a finding, for the filter of the table; empty where none does.
QString findingFilter(const Finding& finding);

} // namespace synoptic
