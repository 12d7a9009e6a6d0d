// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"

#include <QAbstractListModel>

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
    /// The newest error that holds now and is not among `muted`; null if there is none.
    const Finding* alarm(const std::set<std::uint64_t>& muted = {}) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::map<std::uint64_t, Finding> findings_;
    std::vector<std::uint64_t> rows_;
};

/// What shows the connections of a finding, for the filter of the table; empty where none does.
QString findingFilter(const Finding& finding);

} // namespace synoptic
