// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QString>

#include <vector>

namespace synoptic {

/// What Back and Forward return to.
struct ViewPoint {
    QString filter;
    int sortColumn = -1;
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    ConnectionKey selected = 0;

    friend bool operator==(const ViewPoint&, const ViewPoint&) = default;
};

/// The places a person has been, as in a browser. Going somewhere new forgets what lay ahead.
class ViewHistory {
public:
    static constexpr std::size_t kMost = 100;

    /// A change of the same kind within one stretch of typing should be told as `replace`.
    void visit(const ViewPoint& point, bool replace = false);
    bool canGoBack() const { return at_ > 0; }
    bool canGoForward() const { return at_ + 1 < points_.size(); }
    /// Only where the question above was answered with yes.
    const ViewPoint& goBack() { return points_[--at_]; }
    const ViewPoint& goForward() { return points_[++at_]; }

private:
    std::vector<ViewPoint> points_{ViewPoint{}};
    std::size_t at_ = 0;
};

} // namespace synoptic
