-- The part of fzf-lua's previewers in a buffer that its documentation tells to extend; classes as there: calling one
-- makes an object and calls its `new`.

local Base = {}
Base.__index = Base

function Base:__call(...)
  local object = setmetatable({}, self)
  object:new(...)
  return object
end

function Base:extend()
  local class = { super = self, __call = self.__call }
  class.__index = class
  return setmetatable(class, self)
end

function Base:new(_, options, window)
  self.options, self.win = options, window
end

function Base:get_tmp_buffer()
  return vim.api.nvim_create_buf(false, true)
end

function Base:set_preview_buf(buffer)
  self.shown = buffer
end

return { base = Base }
