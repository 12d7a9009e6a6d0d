// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/view_history.h"

namespace synoptic {

void ViewHistory::visit(const ViewPoint& point, bool replace) {
    if (points_[at_] == point)
        return;
    points_.resize(at_ + 1);
    if (replace) {
        points_[at_] = point;
        return;
    }
    points_.push_back(point);
    if (points_.size() > kMost)
        points_.erase(points_.begin());
    at_ = points_.size() - 1;
}

} // namespace synoptic
